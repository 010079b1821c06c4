// Owns: the way from an operator's command to the process that holds a data folder: a local socket in a folder that only the owner
// of that process may enter, one order and one answer in JSON for each connection.
// Refuses: the network, and knowing what orders mean. Who may enter the folder could also read the key-encryption key: nothing
// else is asked. Opened only while the folder's store is locked: one process listens for a folder at a time.
// Called by: compose (which knows the orders), and by operators' commands through it.
export { type ControlSocket, type ControlSocketOptions, openControlSocket } from './control-socket.js';
export { type GivenOrder, giveOrder } from './give-order.js';
