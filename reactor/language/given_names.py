"""Common given names, to tell people from postings: a team's page looks like a list of roles."""

# ruff: noqa: E501, RUF001 - names, many a line; a dash that parts a name from a role

import re

_NAMES = """
    aaron adam adrian agnieszka agata ahmed alain alan albert alberto aleksander aleksandra alessandra
    alessandro alessia alex alexander alexandra alexandre alfonso ali alice alicja alina amanda amelie
    ana anastasia anders andrea andreas andrei andrew andrzej angela angelika anita anja anke anna anne
    annette annika anouk anton antonella antonia antonio aoife arne arnaud arthur artur astrid aurelie
    axel barbara bart bartosz beata beatrice beatriz ben benedikt benjamin bernd bernhard bianca birgit
    bjorn björn boris bram brian brigitte bruno camille carla carlo carlos carmen caroline catarina
    caterina catherine cecile celine charles charlotte chiara chloe chris christian christiane christina
    christine christoph christophe christopher claire clara claudia clemens cornelia cristina dagmar
    damian daniel daniela daniele danny dariusz david davide deborah delphine denis dennis diana diego
    dieter dirk dominik dominique doris dorota eduardo edward ekaterina elena eleonora elisa elisabeth
    elise elizabeth ella ellen elodie elsa emil emilia emily emma emmanuel enrico eric erik erika ernst
    esther etienne eva evelyn ewa fabian fabien fabio fatima federica federico felix ferdinand fernando
    filip filippo florence florian francesca francesco francisco francois françois frank franz franziska
    frederic frédéric frederik friederike friedrich gabriel gabriela gabriele gary georg george gerhard
    gerard giacomo gianluca giorgio giovanni giulia giuseppe gloria goncalo grace grzegorz guido guillaume
    günter hannah hanna hannes hans harald heike heiko heinrich helen helena helene helga henk henri
    henrik henry herbert hugo ian ignacio ilse ines inge ingrid irene iris irina isabel isabella isabelle
    ivan jack jacek jacob jacqueline jakob jakub james jan jana jane janina janusz jasmin javier jean
    jeanne jennifer jens jeroen jerome jessica joan joanna joao joão joachim johan johann johanna johannes
    john jonas jonathan jordi jorg jörg jorge jose josé josef joseph joshua juan judith julia julian
    juliane julie julien juliette jürgen justyna kai karen karin karl karol karolina katarina katarzyna
    kate katharina katherine kathrin katja katrin kees kerstin kevin kim kirsten klaas klaus konrad
    krzysztof kurt lars laura laurence laurent lea lena leo leon leonie linda lisa lorenzo louis louise
    luca lucas lucia lucie ludwig luis luisa lukas lukasz łukasz maciej magdalena maja malgorzata
    małgorzata manfred manon manuel manuela marc marcel marcin marco marcus marek margaret margarida margot
    maria mariana marianne marie marina mario marion mark markus marta martha martin martina martine
    mary massimo mateusz mathias mathieu mathilde matteo matthew matthias maurice max maxime maximilian
    melanie mia michael michal michał michel michela michele michelle miguel mike mikkel milan mirjam
    mohamed mohammed monica monika monique moritz nadia nadine natalia natalie nathalie nicholas nick
    nicola nicolas nicole niels nikolaus nils nina nora norbert nuno ola olaf olga oliver olivia olivier
    oskar oscar pablo paola paolo pascal patrick patricia patrizia patryk paul paula paulina pawel paweł
    pedro peer per peter petra philip philipp philippe pierre pieter piotr pilar rachel rafael rafal rafał
    rainer ralf ralph raquel raul rebecca regina reinhard renate renata rene ricardo riccardo richard
    rita rob robert roberta roberto robin roger roland rolf roman rosa rosario rudolf rui ruth ryan
    sabine sabrina salvatore sam samuel sandra sandrine sara sarah sascha sebastian sebastien sergio
    silke silvia simon simona simone sofia sofie sonia sonja sophia sophie stefan stefania stefanie
    stefano steffen stephan stephanie stéphane stephen steve steven susan susanne sven sylvia sylvie
    sylwia tamara tanja tatjana teresa theo theresa thierry thijs thomas thorsten tiago till tim timo
    tina tobias tom tomas tomasz toni torsten udo ulf ulrich ulrike ursula ute uwe valentina valeria
    valerie vanessa vera verena veronica veronika victor victoria viktoria vincent virginie volker walter
    wanda werner wiebke wilhelm willem william wojciech wolfgang xavier yann yannick yasmin yvonne yves
    zbigniew zofia zoe aicha amir amira bas bert bob carlijn daan emre fatma femke floor frits gerrit giel hassan ingmar
    jaap jasper jelle joost jorrit karim koen lars leila lotte maaike malte marieke mehmet mieke mila mustafa niek noor omar
    pim piet rik roel ruben rutger sander sanne samira selma sjoerd stijn teun tess ton wim yusuf arek basia darek gosia jurek
    kasia kuba magda marzena tadeusz zosia bente birgitte dorthe freja gitte hanne henning jesper jette jorgen karsten kirsten
    lasse mads mette morten niels poul rasmus signe soren søren thor ulla agneta bengt birgitta bo elsa göran gunnar gunilla
    hakan håkan ingvar kerstin lennart magnus margareta mats olle pelle per-erik roland siv solveig sten stig sven-erik tove
"""
_MOST_NAMES = 3
_NAME = re.compile(r"(?:[^\W\d_]\.){1,2}|[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:[-'\u2019][^\W\d_]+)*\.?")
_PARTICLES = frozenset(
    [
        "van",
        "von",
        "de",
        "der",
        "den",
        "di",
        "da",
        "del",
        "la",
        "le",
        "ter",
        "ten",
        "te",
        "y",
        "du",
        "zu",
        "af",
    ]
)
_KNOWN = frozenset(_NAMES.split())
_PERSON = re.compile(
    r"(?:(?:Prof|Dr|Mag|Ing|Dipl)[.-]\S*\s+|(?:Mr|Mrs|Ms|Frau|Herr|Mme|M|Sra?|Dott(?:ssa)?|dhr|mevr)\.?\s+)*"
    r"(?P<given>[^\W\d_]{2,}(?:-[^\W\d_]{2,})?)(?:\s+[^\W\d_]\.)?(?:\s+(?:van|von|de|der|den|di|da|del|la|le|du|zu))*"
    r"(?P<rest>(?:\s+[^\W\d_]['\u2019\w-]+){1,2})",
)


def is_person(words: str) -> bool:
    """Whether a line is the name of a person and no more: `Anna van Dyck`, `Dr. Jan Kowalski`."""
    found = _PERSON.fullmatch(words.strip(" ,"))
    if found is None or not all(part[0].isupper() for part in found["rest"].split()):
        return False
    return any(part.lower() in _KNOWN for part in (found["given"], *found["given"].split("-")))


def begins_with_person(words: str) -> bool:
    """Whether a line names a person and then goes on: `Anna Meyer, Head of Sales`."""
    head, separator, rest = words.partition(",")
    if not separator:
        head, separator, rest = words.partition(" – ")
    if separator and rest.strip():
        return head.strip().lower() in _KNOWN or is_person(head)
    first = words.split()[:2]
    return len(first) > 1 and len(words.split()) > len(first) and is_person(" ".join(first))


def is_given_name(words: str) -> bool:
    """Whether a line is a given name and no more: `Samira`."""
    return words.strip(" ,").lower() in _KNOWN


def may_be_person(words: str) -> bool:
    """Whether a line has the form of a name: two or three words with capitals, and no more."""
    parts = [part for part in words.strip(" ,").split() if part.lower() not in _PARTICLES]
    return 1 < len(parts) <= _MOST_NAMES and all(map(_NAME.fullmatch, parts))
