--------------------------- MODULE JournalClaims ---------------------------
(***************************************************************************)
(* What is claimed of the journal, and what is checked to show that the    *)
(* claims are not empty.  What an image is to the other stores is here the *)
(* run of records up to one, from a base or from the very first.           *)
(***************************************************************************)
EXTENDS Journal

Phases == {"dead", "sweep", "read", "cut tail", "write found", "sync found",
           "sync names", "report found", "rest", "append", "create",
           "write new", "sync late", "move over", "sync directory", "report"}

TypeInv ==
    /\ DOMAIN F.dir \subseteq {Name, Temporary}
    /\ Storage!Range(F.dir) \cup {writer.file, writer.new}
         \subseteq DOMAIN F.files \cup {NoFile}
    /\ \A i \in DOMAIN F.files : Len(F.files[i].data) \in 0 .. Pages
    /\ writer.phase \in Phases
    /\ writer.end \in 0 .. Pages /\ writer.page \in 0 .. Pages + 1
    /\ writer.failed \in BOOLEAN
    /\ attempt \in Nat /\ reported \in Nat
    /\ \A fault \in DOMAIN faults : faults[fault] \in Nat

(***************************************************************************)
(* S1 whole: what a restart would find is a run that was offered, and it   *)
(* has all that was reported.  Every state is one that SIGKILL leaves;     *)
(* those that a power cut leaves follow by CutPower, or are looked at from *)
(* each state by SurvivesCutInv.                                           *)
(***************************************************************************)
WholeIn(G)    == Image(G) # Torn
NotOlderIn(G) == Image(G) >= reported

WholeInv       == WholeIn(F)
NotOlderInv    == NotOlderIn(F)
SurvivesCutInv == \A G \in Storage!AfterCut(F) : WholeIn(G) /\ NotOlderIn(G)

\* Nothing that a kill or a cut leaves is taken for damage.
NotDamagedInv == Storage!Exists(F, Name) =>
    ~IsDamaged(Storage!Data(F, F.dir[Name]))

\* What the writer takes for safe is what it was told to keep.
SafeInv == writer.phase = "rest" /\ writer.file # NoFile =>
    /\ Newest.by = reported /\ (writer.end > 1 => IsRun(Tail(Safe)))
    /\ ~writer.failed => writer.file = Storage!File(F, Name)

(***************************************************************************)
(* S3 recovery: nothing that a kill, a cut or a failure leaves stops the   *)
(* writer.                                                                 *)
(***************************************************************************)
NeverStuckInv ==
    \/ writer.phase = "rest" /\ attempt + 1 \notin Attempts
    \/ ENABLED (Recover \/ Publish)

(***************************************************************************)
(* The contract.  It has readers; here there are none.                     *)
(***************************************************************************)
Contract == INSTANCE Store WITH
    Readers <- {},
    offered <- attempt,
    found   <- Image(F),
    since   <- <<>>,
    views   <- <<>>

\* Together Contract!Spec, but for one thing: a publication offers as many
\* records at once as it has.
RefinesInitProp == Contract!Init

OfferMany ==
    /\ attempt' > attempt
    /\ UNCHANGED reported /\ Image(F)' = Image(F)

RefinesProp ==
    [][ \/ UNCHANGED <<F, attempt, reported>>
        \/ UNCHANGED Contract!vars
        \/ OfferMany
        \/ Contract!Next ]_vars

(***************************************************************************)
(* Liveness: a writer that is not killed for ever comes to the end of its  *)
(* last publication.                                                       *)
(***************************************************************************)
FairSpec == Spec /\ WF_vars(Recover) /\ WF_vars(Publish)

PublishesProp == <>[](attempt + 1 \notin Attempts /\ writer.phase = "rest")

(***************************************************************************)
(* Probes: false on purpose.                                               *)
(***************************************************************************)
\* A power cut keeps a later page of a batch without an earlier one.
DebugNeverHoleInv == ~\E i \in Storage!Range(F.dir) :
    \E p \in 2 .. Storage!Size(F, i) - 1 :
        /\ Storage!Data(F, i)[p] = Zero
        /\ Storage!Data(F, i)[p + 1] # Zero

\* A new file takes over records of the one before.
DebugNeverCopiesInv ==
    writer.phase = "write new" /\ writer.page = 2 /\ writer.todo # <<>> =>
        Head(writer.todo).by > reported
=============================================================================
