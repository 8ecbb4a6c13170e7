"""The codebook that a new project begins with. It is the researchers' text: Swedish or English, never translated."""

_SWEDISH = """\
# Kodboken: forskarnas fil. Ändra den fritt; det som kodats följer med.
# Dra in med mellanslag, aldrig med tabb. Ett id är för livet, ett namn får ändras.
project: Namn på studien
language: sv            # sv eller en: språket i det som skrivs ut
method: codebook        # codebook, framework eller reflexive: avgör vilka siffror som erbjuds

# Teman står ytterst, koder under codes, så djupt som behövs. Bara id och name måste finnas.
# Färger: red, orange, yellow, green, cyan, blue, purple, pink, grey.
themes:
  - id: roller
    name: Roller
    colour: blue
    definition: Vem gör vad, vem borde göra det, och vem får bestämma.
    codes:
      - id: roll-samordna
        name: Samordna
        definition: Att hålla ihop flera aktörers arbete.
        use_when: Någon sägs samordna i dag, borde göra det eller saknas som samordnare.
        not_when: Enbart ett möte nämns.
        keywords: [samordna, samordnare, hålla ihop]
        examples: ["Det är ju ingen som håller ihop det."]

  - id: hinder
    name: Hinder
    colour: red
    definition: Det som står i vägen för människor på väg in i arbete.
    codes:
      - id: stuprör
        name: Stuprör mellan myndigheter
        definition: Skilda uppdrag, regler eller budgetar som gör att ingen ser helheten.
        use_when: Skilda uppdrag gör att en person eller fråga hamnar mellan stolarna.
        not_when: Enbart missnöje med en enskild handläggare.
        keywords: [stuprör, olika uppdrag, mellan stolarna]
        examples: ["Alla gör sitt, men ingen har hela bilden."]

  - id: möjligheter
    name: Möjligheter
    colour: green
    definition: Det som hjälper människor in i arbete.
    codes:
      - id: praktik
        name: Praktik
        definition: Tid på en arbetsplats som öppnar en väg in.
        keywords: [praktik, praktikplats, prova på]

# Resten behövs inte från början. Ta bort brädgården framför en rad för att använda den.

# Intervjuguiden: intervjuarens repliker paras ihop med frågorna.
# guide:
#   - {id: f1, text: Berätta om ert uppdrag.}

# Aktörer med andra namn som de går under.
# actors:
#   - {id: af, name: Arbetsförmedlingen, kind: stat, other_names: [AF, förmedlingen]}

# Målgrupper, med den definition som används.
# groups:
#   - {id: unga, name: Unga, definition: 16–24 år, keywords: [unga, ungdomar]}

# Platser.
# places:
#   - {id: lycksele, name: Lycksele, kind: kommun}

# Modellens frågor. functions: koderna i rollfördelningen (leda, besluta …); det andra under codes visas bredvid.
# En aktör som bara är ett exempel att lära av får outside: true i aktörsregistret.
# questions:
#   - {id: fråga4, title: Vem gör vad?, codes: [roller], functions: [roll-samordna], show: [roles, quotes]}
"""

_ENGLISH = """\
# The codebook: the researchers' file. Change it freely; what has been coded stays coded.
# Indent with spaces, never with tabs. An id is for life, a name may change.
project: Name of the study
language: en            # sv or en: the language of what is exported
method: codebook        # codebook, framework or reflexive: decides which figures are offered

# Themes are outermost, codes stand under codes, as deep as needed. Only id and name must be there.
# Colours: red, orange, yellow, green, cyan, blue, purple, pink, grey.
themes:
  - id: roles
    name: Roles
    colour: blue
    definition: Who does what, who should do it, and who may decide.
    codes:
      - id: role-coordinate
        name: Coordinate
        definition: Holding together what several bodies do.
        use_when: Somebody is said to coordinate, or to be wanted or missing as a coordinator.
        not_when: A meeting is merely mentioned.
        keywords: [coordinate, coordinator, hold together]
        examples: ["There is nobody who holds it together."]

  - id: obstacles
    name: Obstacles
    colour: red
    definition: What stands in the way of people who are on their way into work.
    codes:
      - id: silos
        name: Silos between agencies
        definition: Separate mandates, rules or budgets, so that nobody sees the whole.
        use_when: Separate mandates leave a person or a matter between two stools.
        not_when: Mere discontent with one official.
        keywords: [silo, separate mandates, between two stools]
        examples: ["They all do their part, but nobody has the whole picture."]

  - id: opportunities
    name: Opportunities
    colour: green
    definition: What helps people into work.
    codes:
      - id: work-placement
        name: Work placement
        definition: Time at a workplace that opens a way in.
        keywords: [placement, work placement, trial]

# The rest is not needed to begin with. Take away the hash sign in front of a line to use it.

# The interview guide: the interviewer's turns are matched to its questions.
# guide:
#   - {id: q1, text: Tell me about your mandate.}

# Actors with the other names they go by.
# actors:
#   - {id: es, name: The employment service, kind: state, other_names: [ES]}

# Target groups, with the definition used.
# groups:
#   - {id: young, name: Young people, definition: aged 16–24, keywords: [young, youth]}

# Places.
# places:
#   - {id: lycksele, name: Lycksele, kind: municipality}

# The model's questions. functions: the codes of the distribution of roles (lead, decide, pay …); what else stands under
# codes is shown beside. An actor from elsewhere, only to be learnt from, has outside: true in the register.
# questions:
#   - {id: question4, title: Who does what?, codes: [roles], functions: [role-coordinate], show: [roles, quotes]}
"""

STARTERS = {"sv": _SWEDISH, "en": _ENGLISH}
