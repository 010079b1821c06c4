// Owns: what detectors saw: risk detections of users and tenants, as a signal for policies and administrators.
// Refuses: detecting (whoever sees it reports it), and what follows from risk (policies say). Called by: detectors, through compose; Graph.
export { countDetections, findDetection, pageDetections } from './read-detections.js';
export { recordDetection } from './record-detection.js';
export type { NamedRiskDetection, RiskDetection } from './risk-detection.js';
