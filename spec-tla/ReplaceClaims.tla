--------------------------- MODULE ReplaceClaims ---------------------------
(***************************************************************************)
(* What is claimed of the replace store, and what is checked to show that  *)
(* the claims are not empty.                                               *)
(***************************************************************************)
EXTENDS ReplaceStore

Phases == {"dead", "sweep", "link again", "move again", "sync repairs",
           "report found", "rest", "write", "sync file", "link generation",
           "clear name", "move over", "sync directory", "prune", "report"}

TypeInv ==
    /\ Storage!Range(F.dir) \cup Storage!Range(F.kept) \cup Held
         \subseteq DOMAIN F.files
    /\ \A i \in DOMAIN F.files : Len(F.files[i].data) \in 0 .. Pages
    /\ writer.phase \in Phases
    /\ writer.file \in DOMAIN F.files \cup {NoFile}
    /\ writer.gen \in Nat /\ writer.page \in 0 .. Pages + 1
    /\ writer.left \in Nat /\ {writer.unsynced, writer.skipped} \subseteq BOOLEAN
    /\ \A r \in Readers :
          /\ readers[r].phase \in {"away", "open", "mapped", "nothing"}
          /\ readers[r].since \in Nat
    /\ attempt \in Nat /\ reported \in Nat
    /\ \A fault \in DOMAIN faults : faults[fault] \in Nat

(***************************************************************************)
(* S1 whole: what a restart would find is a complete image, and never one  *)
(* older than the last reported.  Every state is one that SIGKILL leaves;  *)
(* those that a power cut leaves follow by CutPower, or are looked at from *)
(* each state by SurvivesCutInv.                                           *)
(***************************************************************************)
WholeIn(G)    == Newest(G) = NoFile \/ Whole(Storage!Data(G, Newest(G)))
NotOlderIn(G) == Image(G, Newest(G)) >= reported

WholeInv       == WholeIn(F)
NotOlderInv    == NotOlderIn(F)
SurvivesCutInv == \A G \in Storage!AfterCut(F) : WholeIn(G) /\ NotOlderIn(G)

\* The same for whoever knows `name' alone, the original's readers.
NamedInv == reported # 0 => /\ Storage!Exists(F, Name)
                            /\ Image(F, F.dir[Name]) >= reported

\* And for whoever looks at generations: the reported one has its own name.
GenerationInv == reported # 0 =>
    \E g \in Generations(F) : Image(F, F.dir[Generation(g)]) >= reported

(***************************************************************************)
(* L5 bounded: however often publications fail, one image more than are    *)
(* kept is the most.  A power cut may bring back one that was unlinked; it *)
(* goes before anything is written.                                        *)
(***************************************************************************)
BoundedInv == Cardinality(Storage!Range(F.dir)) <=
              Keep + 1 + (IF faults.cut > 0 THEN 1 ELSE 0)

(***************************************************************************)
(* S2 old mappings stand: what a reader has mapped is, and stays, the      *)
(* image that it saw first.                                                *)
(***************************************************************************)
StandInv == \A r \in Readers : readers[r].phase = "mapped" =>
    /\ readers[r].view # Torn
    /\ \A i \in readers[r].files : Image(F, i) = readers[r].view

(***************************************************************************)
(* S3 recovery: a reader finds an image, not an older one than was         *)
(* reported or than it had when it began to look, with no failed try; and  *)
(* it never waits.                                                         *)
(***************************************************************************)
FreshInv == \A r \in Readers :
    readers[r].phase \in {"mapped", "nothing"} =>
        readers[r].view >= readers[r].since

NeverWaitInv == \A r \in Readers :
    readers[r].phase = "open" => ENABLED ReaderNext(r)

\* The writer waits for no reader, and nothing that a kill or a cut leaves
\* stops it.
NeverStuckInv ==
    \/ writer.phase = "rest" /\ attempt + 1 \notin Attempts
    \/ ENABLED (Recover \/ Publish)

\* A file that a reader can reach is never open for writing.
NotWrittenInv == writer.phase \in {"write", "sync file"} =>
    \A n \in Published(F) : F.dir[n] # writer.file

(***************************************************************************)
(* The contract.                                                           *)
(***************************************************************************)
\* What a search finds that starts now.  (From a set of one, so that TLC looks
\* for it once and not at each place where it is used.)
Found == CHOOSE a \in {Image(F, i) : i \in {Newest(F)}} : TRUE

Contract == INSTANCE Store WITH
    offered <- attempt,
    found   <- Found,
    since   <- [r \in Readers |-> readers[r].since],
    views   <- [r \in Readers |-> readers[r].view]

\* Together Contract!Spec, written so that TLC decodes files only where one
\* of them or what is seen of them has changed.
RefinesInitProp == Contract!Init

RefinesProp ==
    [][ \/ UNCHANGED <<F, readers, attempt, reported>>
        \/ UNCHANGED Contract!vars
        \/ Contract!Next ]_vars

(***************************************************************************)
(* Liveness: a writer that is not killed for ever reports the last image.  *)
(* Readers do nothing, or anything.                                        *)
(***************************************************************************)
FairSpec == Spec /\ WF_vars(Recover) /\ WF_vars(Publish)
                 /\ \A r \in Readers : WF_vars(OpenFile(r) \/ MapNewest(r))

PublishesProp == <>[](attempt + 1 \notin Attempts /\ writer.phase = "rest")

OpensProp == \A r \in Readers :
    readers[r].phase = "open" ~> readers[r].phase # "open"

(***************************************************************************)
(* Probes: false on purpose.                                               *)
(***************************************************************************)
DebugNeverOldInv == \A r \in Readers :
    readers[r].phase = "mapped" => readers[r].view = Image(F, Newest(F))
=============================================================================
