/**
 * Words and runs of keys that weak passwords are made of, normalised: what stands on keyboards, what people call their access and
 * their work, times of the year, and what they are fond of. Written for this list; a tenant adds its own names.
 */
export const commonTerms: readonly string[] = `
password passwort passwd passw pass passcode passphrase secret geheim kennwort motdepasse contrasena senha parola losenord
adgang wachtwoord haslo heslo salasana sifre
admin administrator root superuser sysadmin system manager master mistress owner user guest demo test tester testing temp
temporary default change changeme changeit initial starter login logon signin access account office computer laptop server
network internet wifi online website cloud oracle cisco linux windows microsoft apple google amazon facebook android samsung
company business office work worker team employee staff support helpdesk service security secure private public
qwerty qwertz azerty qwert asdf asdfg asdfgh asdfghjk zxcv zxcvb zxcvbn qazwsx wsxedc qweasd qweasdzxc poiuy lkjhg mnbvc
lqaz zaqlxsw lqazzwsx lqazxsw trewq ytrewq dvorak
l2345 l234 l23456 l234567 l2345678 l23456789 234567 345678 456789 987654 87654 65432l 5432l 432l l2l2 l23l23 llll 2222 3333
4444 5555 6666 7777 8888 9999 oooo lllll 22222 55555 77777 88888 99999 l22334 ll22 ll2233 abcd abcde abcdef abcl23 abcdl234
aabbcc aaaa bbbb xxxx zzzz aaaaaa abcabc alb2c3 alb2
welcome welkom willkommen bienvenue bienvenido benvenuto valkommen hello hallo bonjour letmein opensesame sesame enter please
trustno trustnol trustme iloveyou iloveu loveyou loveme lovely love forever friend friends family baby babygirl sweet sweetie
honey angel princess prince queen king kings hero heroes legend ninja samurai pirate wizard magic shadow ghost phantom
monkey dragon tiger lion eagle falcon phoenix wolf bear panda rabbit bunny puppy kitten kitty doggy horse dolphin shark spider
butterfly unicorn dinosaur chicken turtle penguin bulldog cheetah panther cobra hawk
football soccer baseball basketball hockey tennis golf cricket rugby cycling running boxing skiing chess poker player champion
chelsea arsenal liverpool everton barcelona madrid juventus milan bayern dortmund ajax celtic rangers yankees lakers cowboys
steelers packers eagles raiders broncos
summer sommer verano winter invierno spring frulling autumn herbst otono season
2ol8 2ol9 2o2o 2o2l 2o22 2o23 2o24 2o25 2o26 2o27 2o28 2o29 2o3o 2o3l
january february march april june july august september october november december januar februar maerz juni juli oktober
dezember monday tuesday wednesday thursday friday saturday sunday montag freitag sonntag weekend holiday holidays birthday
christmas easter halloween newyear
london paris berlin madrid roma newyork boston chicago dallas texas california florida toronto sydney dublin oslo vienna
america england scotland ireland france germany italia espana brasil canada australia india china japan russia europe africa
sunshine sunset sunrise moonlight starlight rainbow thunder lightning storm snow freedom liberty justice peace heaven
galaxy universe planet earth ocean river mountain forest flower flowers rose lily jasmine violet daisy cherry peach apple
banana orange lemon melon mango strawberry chocolate cookie cookies cheese pizza coffee sugar pepper ginger butter
red green blue yellow purple silver golden gold black white pink brown
money dollar euro bitcoin crypto million rich lucky winner success power strong super superman batman spiderman ironman
starwars startrek matrix pokemon pikachu naruto minecraft fortnite zelda mario sonic gandalf frodo hobbit potter hogwarts
disney mickey minnie donald simpson simpsons
mustang ferrari porsche mercedes toyota honda yamaha suzuki harley corvette camaro jaguar bentley audi
guitar music metallica nirvana slipknot beatles elvis hiphop
michael jordan jennifer jessica ashley daniel thomas robert william charlie george andrew anthony joshua matthew nicole
amanda michelle samantha hannah sophie maria anna andrea martin patrick richard alexander alex oliver harry jack jason
justin brandon hunter taylor morgan maggie buster bailey cooper rocky max molly lucky
whatever nothing something blahblah fuckyou fuck asshole bitch sexy hottie killer
jesus christ church blessed faith angels
`
  .trim()
  .split(/\s+/);
