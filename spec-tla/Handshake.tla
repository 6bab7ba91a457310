----------------------------- MODULE Handshake -----------------------------
(***************************************************************************)
(* The other recovery that was discussed for two mapped images: a version  *)
(* file says which one is the newest, the writer tells the readers of the  *)
(* other one to move and waits for them before it brings that up to date.  *)
(* It is here to be compared with TwinStore, and idealised:                *)
(*   - the version file is replaced as a whole, the way ReplaceStore does; *)
(*   - a restarted writer knows when every living reader has registered    *)
(*     again, which nothing but a list kept by somebody else can tell it;  *)
(*   - messages arrive, and the death of a reader is noticed.              *)
(* Each of these is a rule that can be switched off.                       *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Readers,    \* processes that map an image
    Order,      \* what a power cut does to names: see Storage
    Ablation    \* the one rule that is switched off, or "none"

VARIABLES
    F,          \* the file system
    writer,     \* phase, newest image, page at hand, readers registered,
                \* asked to move, and acknowledged
    readers,    \* for each reader: the image that it maps, and that it was
                \* told to move to
    attempt,    \* ghost: number of the last image offered
    reported,   \* ghost: the newest image that was reported
    faults      \* ghost: kills and cuts so far

vars == <<F, writer, readers, attempt, reported, faults>>

\* Bounds.  A model puts smaller ones here; the protocol has none.
Attempts == Nat
Permits(fault, number) == TRUE

Off(rule) == Ablation = rule

ImagePages == 2

Storage == INSTANCE Storage WITH
    Disk <- "honest", Pages <- ImagePages, Zero <- <<>>

Images   == {1, 2}
Other(i) == IF i = 1 THEN 2 ELSE 1
Named(i) == <<"image", i>>
Version  == <<"version">>
Aside    == <<"aside">>

FileOf(G, i) == Storage!File(G, Named(i))
Data(G, i)   == Storage!Data(G, FileOf(G, i))

\* The image that the version file names; 0 if it names none.
Newest(G) ==
    IF ~Storage!Exists(G, Version) THEN 0
    ELSE LET data == Storage!Data(G, Storage!File(G, Version)) IN
         IF data = <<>> \/ data[1] = <<>> THEN 0 ELSE data[1][2]

\* The attempt that an image shows; none that was offered, if it is torn.
Torn == 0 - 1
Shown(G, i) ==
    IF i = 0 THEN 0
    ELSE LET data == Data(G, i) IN
         IF \/ Len(data) < ImagePages
            \/ data[1] = <<>> \/ data[1] # data[ImagePages]
         THEN Torn ELSE data[1][2]

-----------------------------------------------------------------------------
Dead == [phase |-> "dead", image |-> 0, page |-> 0, members |-> {},
         asked |-> {}, acks |-> {}]

To(phase) == writer' = [writer EXCEPT !.phase = phase]

Count(fault) == /\ Permits(fault, faults[fault] + 1)
                /\ faults' = [faults EXCEPT ![fault] = @ + 1]

Leaves(G) == F' = Storage!Freed(G, {})

StartWriter ==
    /\ writer.phase = "dead"
    /\ writer' = [Dead EXCEPT !.phase = "sync found", !.image = Newest(F)]
    /\ UNCHANGED <<F, readers, attempt, reported, faults>>

SyncFound ==
    /\ writer.phase = "sync found"
    /\ Leaves(Storage!SyncDirectory(F))
    /\ To("report found")
    /\ UNCHANGED <<readers, attempt, reported, faults>>

\* The other image may be half-written: it is brought up to date first.
ReportFound ==
    /\ writer.phase = "report found"
    /\ reported' = Shown(F, writer.image)
    /\ To(IF writer.image = 0 THEN "rest" ELSE "tell")
    /\ UNCHANGED <<F, readers, attempt, faults>>

Begin ==
    /\ writer.phase = "rest"
    /\ attempt + 1 \in Attempts
    /\ attempt' = attempt + 1
    /\ writer' = [writer EXCEPT !.phase = "write", !.page = 1]
    /\ UNCHANGED <<F, readers, reported, faults>>

\* A page of the image that no reader maps.
WritePage ==
    /\ writer.phase = "write"
    /\ F' = Storage!WritePage(F, FileOf(F, Other(writer.image)), writer.page,
                              <<"page", attempt>>)
    /\ writer' = [writer EXCEPT
                     !.page = @ + 1,
                     !.phase = IF writer.page = ImagePages THEN "sync image"
                               ELSE @]
    /\ UNCHANGED <<readers, attempt, reported, faults>>

SyncImage ==
    /\ writer.phase = "sync image"
    /\ F' = IF Off("sync image") THEN F
            ELSE Storage!SyncFile(F, FileOf(F, Other(writer.image)))
    /\ To("open version")
    /\ UNCHANGED <<readers, attempt, reported, faults>>

InPlace == Off("replace version file") /\ Storage!Exists(F, Version)
Written == Storage!File(F, IF InPlace THEN Version ELSE Aside)

OpenVersion ==
    /\ writer.phase = "open version"
    /\ LET G == Storage!Unlink(F, Aside) IN
       Leaves(IF InPlace
              THEN Storage!SetSize(F, Storage!File(F, Version), 0)
              ELSE Storage!Create(G, Aside))
    /\ To("write version")
    /\ UNCHANGED <<readers, attempt, reported, faults>>

WriteVersion ==
    /\ writer.phase = "write version"
    /\ F' = Storage!WritePage(F, Written, 1,
                              <<"newest", Other(writer.image), attempt>>)
    /\ To("sync version")
    /\ UNCHANGED <<readers, attempt, reported, faults>>

SyncVersion ==
    /\ writer.phase = "sync version"
    /\ F' = IF Off("sync version") THEN F
            ELSE Storage!SyncFile(F, Written)
    /\ To("move version")
    /\ UNCHANGED <<readers, attempt, reported, faults>>

MoveVersion ==
    /\ writer.phase = "move version"
    /\ Leaves(IF InPlace THEN F ELSE Storage!Rename(F, Aside, Version))
    /\ writer' = [writer EXCEPT !.phase = "sync directory",
                                !.image = Other(@)]
    /\ UNCHANGED <<readers, attempt, reported, faults>>

SyncDirectory ==
    /\ writer.phase = "sync directory"
    /\ Leaves(IF Off("sync directory") THEN F ELSE Storage!SyncDirectory(F))
    /\ To("report")
    /\ UNCHANGED <<readers, attempt, reported, faults>>

Report ==
    /\ writer.phase = "report"
    /\ reported' = attempt
    /\ To("tell")
    /\ UNCHANGED <<F, readers, attempt, faults>>

Living == {r \in Readers : readers[r].image # 0}

\* It asks those who map the other image, and it knows who does.  After a
\* restart it waits until everybody has registered again.
Tell ==
    /\ writer.phase = "tell"
    /\ Living \subseteq writer.members \/ Off("wait for everybody")
    /\ LET asked == {r \in writer.members : readers[r].image # writer.image} IN
       /\ writer' = [writer EXCEPT !.phase = "wait", !.asked = asked,
                                   !.acks = {}]
       /\ readers' = [r \in Readers |->
                         IF r \in asked \cap Living
                         THEN [readers[r] EXCEPT !.told = writer.image]
                         ELSE readers[r]]
    /\ UNCHANGED <<F, attempt, reported, faults>>

\* Every reader that was asked, and still lives, has acknowledged.
HearAll ==
    /\ writer.phase = "wait"
    /\ IF Off("identify acknowledgements")
       THEN Cardinality(writer.acks) >= Cardinality(writer.asked)
       ELSE writer.asked \subseteq writer.acks
    /\ writer' = [writer EXCEPT !.phase = "copy", !.page = 1]
    /\ UNCHANGED <<F, readers, attempt, reported, faults>>

\* The same image a second time, so that the next one can start from it.
CopyPage ==
    /\ writer.phase = "copy"
    /\ F' = Storage!WritePage(F, FileOf(F, Other(writer.image)), writer.page,
                              Data(F, writer.image)[writer.page])
    /\ writer' = [writer EXCEPT
                     !.page = @ + 1,
                     !.phase = IF writer.page = ImagePages THEN "rest" ELSE @]
    /\ UNCHANGED <<readers, attempt, reported, faults>>

\* The connection of a dead reader breaks.
NoticeDeath(r) ==
    /\ ~Off("notice deaths")
    /\ r \in writer.members /\ r \notin Living
    /\ writer' = [writer EXCEPT !.members = @ \ {r}, !.asked = @ \ {r}]
    /\ UNCHANGED <<F, readers, attempt, reported, faults>>

\* Every connection to it breaks, with what was said and not yet heard.
Unconnected == [r \in Readers |-> [readers[r] EXCEPT !.told = 0]]

KillWriter ==
    /\ writer.phase # "dead"
    /\ Count("kill")
    /\ F' = Storage!AfterKill(F)
    /\ writer' = Dead
    /\ readers' = Unconnected
    /\ UNCHANGED <<attempt, reported>>

-----------------------------------------------------------------------------
Away == [image |-> 0, told |-> 0, view |-> 0]

\* A reader comes: it registers and is told where to begin.  While there is
\* no writer it waits.
Join(r) ==
    /\ r \notin Living /\ r \notin writer.members
    /\ writer.phase \notin {"dead", "sync found", "report found"}
    /\ writer.image # 0
    /\ writer' = [writer EXCEPT !.members = @ \cup {r}]
    /\ readers' = [readers EXCEPT ![r] =
                      [image |-> writer.image, told |-> 0,
                       view |-> Shown(F, writer.image)]]
    /\ UNCHANGED <<F, attempt, reported, faults>>

\* A reader of the writer before registers with this one.
Register(r) ==
    /\ r \in Living /\ r \notin writer.members
    /\ writer.phase # "dead"
    /\ writer' = [writer EXCEPT !.members = @ \cup {r}]
    /\ UNCHANGED <<F, readers, attempt, reported, faults>>

Move(r) ==
    /\ readers[r].told # 0
    /\ readers' = [readers EXCEPT ![r] =
                      [image |-> readers[r].told, told |-> 0,
                       view |-> Shown(F, readers[r].told)]]
    /\ writer' = [writer EXCEPT !.acks = @ \cup {r}]
    /\ UNCHANGED <<F, attempt, reported, faults>>

Die(r) ==
    /\ r \in Living
    /\ readers' = [readers EXCEPT ![r] = Away]
    /\ UNCHANGED <<F, writer, attempt, reported, faults>>

CutPower ==
    /\ Count("cut")
    /\ F' \in Storage!AfterCut(F)
    /\ writer' = Dead
    /\ readers' = [r \in Readers |-> Away]
    /\ UNCHANGED <<attempt, reported>>

\* Two empty images, made when the system was set up.
Init ==
    /\ LET G == Storage!Create(Storage!Empty, Named(1)) IN
       F = Storage!SyncDirectory(Storage!Create(G, Named(2)))
    /\ writer = Dead
    /\ readers = [r \in Readers |-> Away]
    /\ attempt = 0 /\ reported = 0
    /\ faults = [fault \in {"kill", "cut"} |-> 0]

WriterNext == \/ StartWriter \/ SyncFound \/ ReportFound \/ Begin \/ WritePage
              \/ SyncImage \/ OpenVersion \/ WriteVersion \/ SyncVersion
              \/ MoveVersion \/ SyncDirectory \/ Report \/ Tell \/ HearAll
              \/ CopyPage

ReaderNext(r) == Register(r) \/ Move(r)

Next == \/ WriterNext \/ KillWriter \/ CutPower
        \/ \E r \in Readers :
              Join(r) \/ ReaderNext(r) \/ Die(r) \/ NoticeDeath(r)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* Claims.                                                                 *)
(***************************************************************************)
TypeInv ==
    /\ writer.image \in Images \cup {0}
    /\ writer.page \in 0 .. ImagePages + 1
    /\ writer.asked \subseteq writer.members
    /\ writer.members \cup writer.acks \subseteq Readers
    /\ \A r \in Readers : {readers[r].image, readers[r].told}
                             \subseteq Images \cup {0}
    /\ attempt \in Nat /\ reported \in Nat

\* S1: the version file names a complete image, never one older than the
\* last reported.
WholeInv    == Shown(F, Newest(F)) # Torn
NotOlderInv == Shown(F, Newest(F)) >= reported

SurvivesCutInv == \A G \in Storage!AfterCut(F) :
    Shown(G, Newest(G)) # Torn /\ Shown(G, Newest(G)) >= reported

\* S2: what a reader maps stays what it was.
StandInv == \A r \in Readers :
    readers[r].image # 0 => /\ readers[r].view # Torn
                            /\ readers[r].view = Shown(F, readers[r].image)

\* S3: nobody is sent back, and the writer waits for the living alone.
ForwardProp == [][\A r \in Readers :
    readers[r].view # 0 /\ readers'[r].view # 0 =>
        readers'[r].view >= readers[r].view]_vars

NeverStuckInv ==
    writer.phase = "wait" => \/ ENABLED HearAll
                             \/ \E r \in writer.asked :
                                   ENABLED Move(r) \/ ENABLED NoticeDeath(r)

\* Every reader has to take part in every publication.
FairSpec == /\ Spec /\ WF_vars(WriterNext)
            /\ \A r \in Readers : /\ WF_vars(ReaderNext(r))
                                  /\ WF_vars(NoticeDeath(r))

\* A reader may hang for ever.
HungSpec == /\ Spec /\ WF_vars(WriterNext)
            /\ \A r \in Readers : WF_vars(NoticeDeath(r))

PublishesProp == <>[](attempt + 1 \notin Attempts /\ writer.phase = "rest")

\* Without kills: every image is reported.
ReportsProp == <>[](attempt + 1 \notin Attempts /\ reported = attempt)

\* A writer that is started can take an image in the end.
RestartsProp == writer.phase = "dead" ~> writer.phase = "rest"
=============================================================================
