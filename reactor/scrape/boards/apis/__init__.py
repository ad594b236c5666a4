"""Systems that list their postings as data, at an address formed from the company's name."""

from reactor.scrape.boards.apis.adp import ADP
from reactor.scrape.boards.apis.ashby import Ashby
from reactor.scrape.boards.apis.bamboohr import BambooHR
from reactor.scrape.boards.apis.breezy import Breezy
from reactor.scrape.boards.apis.dayforce import Dayforce
from reactor.scrape.boards.apis.dvinci import DVinci
from reactor.scrape.boards.apis.erecruiter import Erecruiter
from reactor.scrape.boards.apis.gem import Gem
from reactor.scrape.boards.apis.greenhouse import Greenhouse
from reactor.scrape.boards.apis.hibob import HiBob
from reactor.scrape.boards.apis.hireology import Hireology
from reactor.scrape.boards.apis.jibe import Jibe
from reactor.scrape.boards.apis.lever import Lever
from reactor.scrape.boards.apis.manatal import Manatal
from reactor.scrape.boards.apis.oracle import Oracle
from reactor.scrape.boards.apis.pinpoint import Pinpoint
from reactor.scrape.boards.apis.polymer import Polymer
from reactor.scrape.boards.apis.recruitee import Recruitee
from reactor.scrape.boards.apis.rippling import Rippling
from reactor.scrape.boards.apis.smartrecruiters import SmartRecruiters
from reactor.scrape.boards.apis.softgarden import Softgarden
from reactor.scrape.boards.apis.talentsoft import Talentsoft
from reactor.scrape.boards.apis.traffit import Traffit
from reactor.scrape.boards.apis.trakstar import Trakstar
from reactor.scrape.boards.apis.workable import Workable
from reactor.scrape.boards.apis.workday import Workday
from reactor.scrape.boards.board import Board

APIS: tuple[Board, ...] = (
    ADP(),
    Ashby(),
    BambooHR(),
    Breezy(),
    Dayforce(),
    DVinci(),
    Erecruiter(),
    Gem(),
    Greenhouse(),
    HiBob(),
    Hireology(),
    Jibe(),
    Lever(),
    Manatal(),
    Oracle(),
    Pinpoint(),
    Polymer(),
    Recruitee(),
    Rippling(),
    SmartRecruiters(),
    Softgarden(),
    Talentsoft(),
    Traffit(),
    Trakstar(),
    Workable(),
    Workday(),
)
