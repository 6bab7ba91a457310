----------------------------- MODULE TwinClaims -----------------------------
(***************************************************************************)
(* What is claimed of the twin store, and what is checked to show that the *)
(* claims are not empty.                                                   *)
(***************************************************************************)
EXTENDS TwinStore

Phases == {"dead", "create", "read heads", "sync found", "report found",
           "rest", "gate", "lock", "grow", "mark dirty", "sync mark", "write",
           "sync data", "clear mark", "sync clear", "unlock", "report",
           "mark again", "release"}

TypeInv ==
    /\ DOMAIN F.dir \subseteq {Named(i) : i \in Images}
    /\ Storage!Range(F.dir) \subseteq DOMAIN F.files
    /\ writer.phase \in Phases
    /\ {writer.image, writer.lock} \subseteq Images \cup {0}
    /\ writer.gate \in BOOLEAN
    /\ writer.todo \subseteq Nat /\ writer.sure \subseteq Images
    /\ \A r \in Readers :
          /\ readers[r].phase \in {"away", "gate", "read", "lock",
                                   "look again", "mapped"}
          /\ {readers[r].image, readers[r].try, readers[r].tried}
                \subseteq Images \cup {0}
          /\ Len(readers[r].seen) <= 2
          /\ readers[r].since \in Nat /\ readers[r].fails \in Nat
    /\ attempt \in Nat /\ reported \in Nat

(***************************************************************************)
(* S1 whole: what a restart would find is a complete image, and never one  *)
(* older than the last reported.  Every state is one that SIGKILL leaves;  *)
(* those that a power cut leaves follow by CutPower, or are looked at from *)
(* each state by SurvivesCutInv.                                           *)
(***************************************************************************)
WholeIn(G, boot)    == Shown(G, Newest(G, boot)) # Torn
NotOlderIn(G, boot) == Shown(G, Newest(G, boot)) >= reported

WholeInv       == WholeIn(F, Boot)
NotOlderInv    == NotOlderIn(F, Boot)
SurvivesCutInv == \A G \in Storage!AfterCut(F) :
    WholeIn(G, Boot + 1) /\ NotOlderIn(G, Boot + 1)

\* Once an image was reported, one is usable at every instant.
UsableInv == reported # 0 => Newest(F, Boot) # 0

(***************************************************************************)
(* S2 old mappings stand: what a reader has mapped is an image, and stays  *)
(* what it was.                                                            *)
(***************************************************************************)
StandInv == \A r \in Readers :
    readers[r].image # 0 => /\ readers[r].view # Torn
                            /\ readers[r].view = Shown(F, readers[r].image)

(***************************************************************************)
(* S3 recovery: an image that a reader maps is never open for writing; a   *)
(* reader is not sent back behind what it knew; it never waits; and it     *)
(* fails at most once, and once more for each publication, kill or failed  *)
(* sync since it began.                                                    *)
(***************************************************************************)
Writing == Phases \ {"dead", "create", "read heads", "sync found",
                     "report found", "rest", "gate", "lock", "report"}

NotWrittenInv == writer.phase \in Writing =>
    \A r \in Readers : readers[r].image # writer.image

FreshInv == \A r \in Readers :
    readers[r].phase = "mapped" => readers[r].view >= readers[r].since

NeverWaitInv == \A r \in Readers :
    readers[r].phase \notin {"away", "mapped"} => ENABLED ReaderNext(r)

TriesInv == \A r \in Readers :
    readers[r].since # 0 => readers[r].fails <= 1 + Events - readers[r].events

\* The hard bound that the gate buys.
OneTryInv == \A r \in Readers : readers[r].since # 0 => readers[r].fails <= 1

\* The writer waits for the readers of the older image, and for nobody else.
WaitsForInv ==
    \/ writer.phase = "rest" /\ attempt + 1 \notin Attempts
    \/ writer.phase = "gate" /\ \E r \in Readers : readers[r].gate
    \/ writer.phase = "lock" /\ IsMapped(writer.image)
    \/ ENABLED (Recover \/ Publish)

(***************************************************************************)
(* The contract.                                                           *)
(***************************************************************************)
\* What a search finds that starts now.  (From sets of one, so that TLC looks
\* for it once and not at each place where it is used.)
FoundIn(G) == UNION {{Shown(G, i) : i \in {Newest(G, Boot)}}}
Found == CHOOSE a \in UNION {FoundIn(G) : G \in {F}} : TRUE

Contract == INSTANCE Store WITH
    offered <- attempt,
    found   <- Found,
    since   <- [r \in Readers |-> readers[r].since],
    views   <- [r \in Readers |-> readers[r].view]

\* Together Contract!Spec, written so that TLC decodes images only where one
\* of them or what is seen of them has changed.
RefinesInitProp == Contract!Init

RefinesProp ==
    [][ \/ UNCHANGED <<F, readers, attempt, reported, Boot>>
        \/ UNCHANGED Contract!vars
        \/ Contract!Next ]_vars

(***************************************************************************)
(* Liveness: if every reader moves or dies in the end, a writer that is    *)
(* not killed for ever reports the last image; a reader that looks finds   *)
(* one, once one was reported.                                             *)
(***************************************************************************)
Move(r) == readers[r].phase = "mapped" /\ (Look(r) \/ Leave(r))

FairWriter  == WF_vars(Recover) /\ WF_vars(Publish)
FairReaders == \A r \in Readers : WF_vars(ReaderNext(r)) /\ WF_vars(Move(r))

FairSpec == Spec /\ FairWriter /\ FairReaders

\* A reader that has come to an image stays on it for ever.
HungSpec == Spec /\ FairWriter /\ \A r \in Readers : WF_vars(ReaderNext(r))

\* Each takes the gate again and again, the writer while it waits and readers
\* while they look: neither must miss every gap between the others.
GateFairSpec ==
    /\ FairSpec /\ SF_vars(TakeGate) /\ SF_vars(LockImage)
    /\ \A r \in Readers : SF_vars(EnterGate(r))

PublishesProp == <>[](attempt + 1 \notin Attempts /\ writer.phase = "rest")

\* Without kills and failed syncs: every image is reported.
ReportsProp == <>[](attempt + 1 \notin Attempts /\ reported = attempt)

\* A writer that is started can take an image in the end.
RestartsProp == writer.phase = "dead" ~> writer.phase = "rest"

OpensProp == \A r \in Readers :
    readers[r].phase = "read" /\ reported # 0
        ~> readers[r].phase \in {"mapped", "away"}

(***************************************************************************)
(* Probes: false on purpose.                                               *)
(***************************************************************************)
DebugNeverOldInv == \A r \in Readers :
    readers[r].image # 0 => readers[r].view = Shown(F, Newest(F, Boot))

DebugNeverFailsInv == \A r \in Readers : readers[r].fails = 0

DebugNeverPartInv ==
    writer.phase = "write" /\ GenerationOf(F, writer.image) # 0
        /\ writer.image \in writer.sure => writer.todo = DataPages(attempt)
=============================================================================
