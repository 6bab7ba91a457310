---------------------------- MODULE ReplaceStore ----------------------------
(***************************************************************************)
(* A store in which a new file replaces the old one by rename.  A file has *)
(* a name of its own for its generation, and the newest is `name' besides. *)
(* Each operation on the file system is one step; the writer may be killed *)
(* and the power cut between any two, and readers come and go meanwhile.   *)
(* What must hold: ReplaceClaims.                                          *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Readers,    \* processes that look for the newest image and map it
    Pages,      \* pages of an image, the one with the seal included
    Keep,       \* generations that stay, at least 1
    Order,      \* what a power cut does to names: see Storage
    Disk,       \* whether syncs of files are true: see Storage
    Ablation    \* the one rule that is switched off, or "none"

VARIABLES
    F,          \* the file system
    writer,     \* the host's store: phase, file at hand, generation, rest
    readers,    \* for each reader: phase, names to open, files, view
    attempt,    \* ghost: number of the last image offered
    reported,   \* ghost: the newest image that was reported
    faults      \* ghost: kills, cuts and failures so far

vars == <<F, writer, readers, attempt, reported, faults>>

\* Bounds.  A model puts smaller ones here; the protocol has none.
Attempts == Nat
Permits(fault, number) == TRUE

Off(rule) == Ablation = rule

Storage == INSTANCE Storage WITH Zero <- [by |-> 0, gen |-> 0]

NoFile == Storage!NoFile

Max(set) == IF set = {} THEN 0 ELSE CHOOSE x \in set : \A y \in set : y <= x

-----------------------------------------------------------------------------
(***************************************************************************)
(* Names, and what a file holds.  A page is a record: which attempt wrote  *)
(* it, a ghost, and with which generation.  Page 1 carries the seal; that  *)
(* covers the generation, the length and every byte, so it holds if all    *)
(* pages are of one attempt.                                               *)
(***************************************************************************)
Name          == <<"name">>
Temporary     == <<"temporary">>
OldName       == <<"old">>      \* for the ablation that has one
Generation(g) == <<"name", g>>

Generations(G) == {n[2] : n \in {m \in DOMAIN G.dir : Len(m) = 2}}
Published(G)   == DOMAIN G.dir \ {Temporary}

Whole(data) == Len(data) = Pages
               /\ data[1].gen > 0 /\ \A p \in 1 .. Pages : data[p] = data[1]

Usable(data) == IF Off("seal data")
                THEN Len(data) = Pages /\ data[1].gen > 0
                ELSE Whole(data)

\* The newest usable of some files; the lowest number settles a tie.
NewestOf(G, files) ==
    LET usable == {i \in files : Usable(Storage!Data(G, i))}
        gen(i) == Storage!Data(G, i)[1].gen
        best   == {i \in usable : \A j \in usable : gen(j) <= gen(i)}
    IN IF usable = {} THEN NoFile ELSE CHOOSE i \in best : \A j \in best : i <= j

Newest(G) == NewestOf(G, {G.dir[n] : n \in Published(G)})

\* Which image a file holds; no image that was offered, if it is torn.
Torn == 0 - 1
Image(G, i) ==
    CASE i = NoFile                     -> 0
      [] ~Whole(Storage!Data(G, i))     -> Torn
      [] OTHER                          -> Storage!Data(G, i)[1].by

-----------------------------------------------------------------------------
(***************************************************************************)
(* The writer.                                                             *)
(***************************************************************************)
\* left: the generation of a publication that failed behind its link, to be
\* taken back; unsynced: whether one has got its names and no sync followed;
\* skipped: whether a generation could not be unlinked.
Dead == [phase |-> "dead", file |-> NoFile, gen |-> 0, page |-> 0, todo |-> <<>>,
         left |-> 0, unsynced |-> FALSE, skipped |-> FALSE]

Held == UNION {readers[r].files : r \in Readers}

\* The file system becomes G; files that nobody can reach are freed.
Leaves(G) == F' = Storage!Freed(G, Held)

To(phase) == writer' = [writer EXCEPT !.phase = phase]

\* Takes the lock, which the kernel freed when the last writer died, and
\* searches.  One step is enough: nobody else writes.  A generation is never
\* used twice, not even that of a file whose seal is broken.
StartWriter ==
    /\ writer.phase = "dead"
    /\ LET i == Newest(F)
           g == IF i = NoFile THEN 0 ELSE Storage!Data(F, i)[1].gen
       IN writer' = [Dead EXCEPT !.phase = "sweep", !.file = i,
                                 !.gen = Max(Generations(F) \cup {g})]
    /\ UNCHANGED <<F, readers, attempt, reported, faults>>

\* Names that should lead to the newest file and do not.
Repairs(G) ==
    LET i == writer.file
        own == Generation(Storage!Data(G, i)[1].gen)
        wrong(n) == Storage!File(G, n) # i \/ Off("leave one file alone")
        goals == (IF Off("repair generation") THEN <<>> ELSE <<own>>)
                 \o (IF Off("repair name") THEN <<>> ELSE <<Name>>)
    IN IF i = NoFile THEN <<>> ELSE SelectSeq(goals, wrong)

RepairNext(todo) == IF todo = <<>> THEN "sync repairs" ELSE "link again"

SweepTemporary ==
    /\ writer.phase = "sweep"
    /\ LET G == Storage!Unlink(F, Temporary)
           todo == Repairs(G)
       IN /\ Leaves(G)
          /\ writer' = [writer EXCEPT !.phase = RepairNext(todo), !.todo = todo]
    /\ UNCHANGED <<readers, attempt, reported, faults>>

LinkAgain ==
    /\ writer.phase = "link again"
    /\ ~Storage!Exists(F, Temporary)
    /\ Leaves(Storage!Link(F, writer.file, Temporary))
    /\ To("move again")
    /\ UNCHANGED <<readers, attempt, reported, faults>>

MoveAgain ==
    /\ writer.phase = "move again"
    /\ Leaves(Storage!Rename(F, Temporary, Head(writer.todo)))
    /\ writer' = [writer EXCEPT !.phase = RepairNext(Tail(writer.todo)),
                                !.todo = Tail(@)]
    /\ UNCHANGED <<readers, attempt, reported, faults>>

SyncRepairs ==
    /\ writer.phase = "sync repairs"
    /\ Leaves(IF Off("sync repairs") THEN F ELSE Storage!SyncDirectory(F))
    /\ To("report found")
    /\ UNCHANGED <<readers, attempt, reported, faults>>

ReportFound ==
    /\ writer.phase = "report found"
    /\ reported' = Image(F, writer.file)
    /\ writer' = [writer EXCEPT !.phase = "rest", !.file = NoFile]
    /\ UNCHANGED <<F, readers, attempt, faults>>

\* A publication first ends what the last one left undone; until that has
\* gone well it writes nothing.  So trying again for ever fills no disk.
IsNext == writer.phase = "rest" /\ attempt + 1 \in Attempts

TakeBack ==
    /\ IsNext /\ writer.left # 0
    /\ Leaves(Storage!Unlink(F, Generation(writer.left)))
    /\ writer' = [writer EXCEPT !.left = 0]
    /\ UNCHANGED <<readers, attempt, reported, faults>>

SyncAgain ==
    /\ IsNext /\ writer.left = 0 /\ writer.unsynced
    /\ Leaves(Storage!SyncDirectory(F))
    /\ writer' = [writer EXCEPT !.unsynced = FALSE]
    /\ UNCHANGED <<readers, attempt, reported, faults>>

IsSettled == \/ Off("settle first")
             \/ /\ writer.left = 0 /\ ~writer.unsynced
                /\ Cardinality(Generations(F)) <= Keep

\* Publishing begins: a temporary that did not exist.  Without the rule
\* "write aside", the file that has the name is truncated and used again.
CreateTemporary ==
    /\ IsNext /\ IsSettled
    /\ attempt' = attempt + 1
    /\ LET inPlace == Off("write aside") /\ Storage!Exists(F, Name)
           target  == IF inPlace THEN Name ELSE Temporary
           G == IF inPlace
                THEN Storage!SetSize(F, Storage!File(F, Name), 0)
                ELSE Storage!Create(F, Temporary)
       IN /\ inPlace \/ ~Storage!Exists(F, Temporary)
          /\ Leaves(G)
          /\ writer' = [writer EXCEPT !.phase = "write", !.page = 1,
                                      !.gen = @ + 1,
                                      !.file = Storage!File(G, target)]
    /\ UNCHANGED <<readers, reported, faults>>

Written == [by |-> attempt, gen |-> writer.gen]

WritePage ==
    /\ writer.phase = "write"
    /\ Leaves(Storage!WritePage(F, writer.file, writer.page, Written))
    /\ writer' = [writer EXCEPT
                     !.page = @ + 1,
                     !.phase = IF writer.page = Pages THEN "sync file" ELSE @]
    /\ UNCHANGED <<readers, attempt, reported, faults>>

SyncFile ==
    /\ writer.phase = "sync file"
    /\ Leaves(IF Off("sync file") THEN F ELSE Storage!SyncFile(F, writer.file))
    /\ To(IF Off("write aside") /\ ~Storage!Exists(F, Temporary)
          THEN "sync directory" ELSE "link generation")
    /\ UNCHANGED <<readers, attempt, reported, faults>>

LinkGeneration ==
    /\ writer.phase = "link generation"
    /\ ~Storage!Exists(F, Generation(writer.gen))
    /\ Leaves(Storage!Link(F, writer.file, Generation(writer.gen)))
    /\ To(IF (Off("replace at once") \/ Off("name stays"))
             /\ Storage!Exists(F, Name)
          THEN "clear name" ELSE "move over")
    /\ UNCHANGED <<readers, attempt, reported, faults>>

\* A step of two ablations only: the name is made free, then taken.
ClearName ==
    /\ writer.phase = "clear name"
    /\ Leaves(IF Off("name stays") THEN Storage!Rename(F, Name, OldName)
              ELSE Storage!Unlink(F, Name))
    /\ To("move over")
    /\ UNCHANGED <<readers, attempt, reported, faults>>

MoveOver ==
    /\ writer.phase = "move over"
    /\ Leaves(Storage!Rename(F, Temporary, Name))
    /\ To(IF Off("prune after sync") THEN "prune" ELSE "sync directory")
    /\ UNCHANGED <<readers, attempt, reported, faults>>

SyncDirectory ==
    /\ writer.phase = "sync directory"
    /\ Leaves(IF Off("sync directory") THEN F ELSE Storage!SyncDirectory(F))
    /\ To(IF Off("prune after sync") THEN "report" ELSE "prune")
    /\ UNCHANGED <<readers, attempt, reported, faults>>

\* One at a time, the oldest first; only after the newest is durable.  Where
\* one cannot be unlinked, the next one goes in its place, never the newest.
Prunable(G) == IF Cardinality(Generations(G)) <= Keep THEN {}
               ELSE Generations(G) \ {Max(Generations(G))}

Prunes ==
    \/ writer.phase = "prune"
    \/ /\ IsNext /\ writer.left = 0 /\ ~writer.unsynced
       /\ ~Off("settle first")

PruneGeneration ==
    /\ Prunes
    /\ \E g \in Prunable(F) :
          /\ writer.skipped \/ \A h \in Prunable(F) : g <= h
          /\ Leaves(Storage!Unlink(F, Generation(g)))
    /\ UNCHANGED <<writer, readers, attempt, reported, faults>>

EndPrune ==
    /\ writer.phase = "prune"
    /\ Prunable(F) = {} \/ writer.skipped
    /\ To(IF Off("prune after sync") THEN "sync directory" ELSE "report")
    /\ UNCHANGED <<F, readers, attempt, reported, faults>>

Report ==
    /\ writer.phase = "report"
    /\ reported' = attempt
    /\ writer' = [Dead EXCEPT !.phase = "rest", !.gen = writer.gen]
    /\ UNCHANGED <<F, readers, attempt, faults>>

\* The disk is full or fails: the temporary goes, and this publication is
\* given up.  What was synced is not written again: the next one takes a new
\* file, and the same generation, if that had no link yet.  If it had one,
\* that is taken back, at once or before the next publication.
Count(fault) == /\ Permits(fault, faults[fault] + 1)
                /\ faults' = [faults EXCEPT ![fault] = @ + 1]

Unlinked == {"write", "sync file", "link generation"}

FailPublish ==
    /\ writer.phase \in Unlinked \cup {"move over", "sync directory"}
    /\ Count("fail")
    /\ Leaves(Storage!Unlink(IF writer.phase = "sync file"
                             THEN Storage!SyncFileFails(F, writer.file) ELSE F,
                             Temporary))
    /\ writer' = [Dead EXCEPT !.phase = "rest",
                     !.gen = IF writer.phase \in Unlinked THEN writer.gen - 1
                             ELSE writer.gen,
                     !.left = IF writer.phase = "move over" /\ ~Off("take back")
                              THEN writer.gen ELSE 0,
                     !.unsynced = writer.phase = "sync directory"]
    /\ UNCHANGED <<readers, attempt, reported>>

\* One that cannot be unlinked: what was published is, all the same.
SkipGeneration ==
    /\ Prunes /\ Prunable(F) # {}
    /\ Count("fail")
    /\ writer' = [writer EXCEPT !.skipped = TRUE]
    /\ UNCHANGED <<F, readers, attempt, reported>>

KillWriter ==
    /\ writer.phase # "dead"
    /\ Count("kill")
    /\ F' = Storage!Freed(Storage!AfterKill(F), Held)
    /\ writer' = Dead
    /\ UNCHANGED <<readers, attempt, reported>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* A reader.  It holds no lock: no file under one of the names is written  *)
(* again.  It lists the names, opens them, and maps the newest whose seal  *)
(* holds, through what it has opened.                                      *)
(***************************************************************************)
Away == [phase |-> "away", names |-> <<>>, files |-> {}, heads |-> {},
         view |-> 0, since |-> 0]

\* The order of opening.  `name' comes last and is tried even if it was not
\* listed: it exists once any generation has been pruned.
Listing(G) ==
    LET gens == Generations(G)
        low  == SelectSeq([g \in 1 .. Max(gens) |-> g], LAMBDA g : g \in gens)
        all  == [k \in 1 .. Len(low) |-> Generation(low[k])]
    IN CASE ~Off("name last")         -> all \o <<Name>>
         [] Storage!Exists(G, Name)   -> <<Name>> \o all
         [] OTHER                     -> all

Set(r, value) == readers' = [readers EXCEPT ![r] = value]

\* Also one that has an image looks for a newer one and gives the old up.
ListNames(r) ==
    /\ readers[r].phase \in {"away", "mapped", "nothing"}
    /\ Set(r, [Away EXCEPT !.phase = "open", !.names = Listing(F),
                           !.since = Max({reported, readers[r].view})])
    /\ UNCHANGED <<F, writer, attempt, reported, faults>>

OpenFile(r) ==
    /\ readers[r].phase = "open" /\ readers[r].names # <<>>
    /\ LET n == Head(readers[r].names)
           i == Storage!File(F, n)
           isNew == i # NoFile /\ i \notin readers[r].files
           head == [name |-> n, file |-> i]
       IN Set(r, [readers[r] EXCEPT
                     !.names = Tail(@),
                     !.files = IF isNew THEN @ \cup {i} ELSE @,
                     !.heads = IF isNew /\ Off("open once")
                               THEN @ \cup {head} ELSE @])
    /\ UNCHANGED <<F, writer, attempt, reported, faults>>

Sees(r, i) ==
    Set(r, IF i = NoFile THEN [Away EXCEPT !.phase = "nothing",
                                           !.since = readers[r].since]
           ELSE [Away EXCEPT !.phase = "mapped", !.files = {i},
                             !.view = Image(F, i), !.since = readers[r].since])

\* What it has opened does not change, so this is one step.
MapNewest(r) ==
    /\ readers[r].phase = "open" /\ readers[r].names = <<>>
    /\ ~Off("open once")
    /\ Sees(r, NewestOf(F, readers[r].files))
    /\ UNCHANGED <<F, writer, attempt, reported, faults>>

\* Without the rule "open once" it opens the name of the best head again to
\* verify its seal, and another file may have taken that name.
OpenAgain(r) ==
    /\ readers[r].phase = "open" /\ readers[r].names = <<>>
    /\ Off("open once")
    /\ LET heads == readers[r].heads
           best  == NewestOf(F, {h.file : h \in heads})
           head  == CHOOSE h \in heads : h.file = best
       IN IF best = NoFile THEN Sees(r, NoFile)
          ELSE IF Storage!File(F, head.name) = best THEN Sees(r, best)
          ELSE Set(r, [readers[r] EXCEPT !.heads = @ \ {head}])
    /\ UNCHANGED <<F, writer, attempt, reported, faults>>

\* It goes, or dies, in any phase.
Leave(r) ==
    /\ readers[r].phase # "away"
    /\ Set(r, Away)
    /\ UNCHANGED <<F, writer, attempt, reported, faults>>

-----------------------------------------------------------------------------
\* Everybody dies, and the disk keeps what it may.
CutPower ==
    /\ Count("cut")
    /\ F' \in Storage!AfterCut(F)
    /\ writer' = Dead
    /\ readers' = [r \in Readers |-> Away]
    /\ UNCHANGED <<attempt, reported>>

Init ==
    /\ F = Storage!Empty
    /\ writer = Dead
    /\ readers = [r \in Readers |-> Away]
    /\ attempt = 0 /\ reported = 0
    /\ faults = [fault \in {"kill", "cut", "fail"} |-> 0]

Recover == \/ StartWriter \/ SweepTemporary \/ LinkAgain \/ MoveAgain
           \/ SyncRepairs \/ ReportFound

Publish == \/ TakeBack \/ SyncAgain \/ CreateTemporary \/ WritePage \/ SyncFile \/ LinkGeneration
           \/ ClearName \/ MoveOver \/ SyncDirectory
           \/ PruneGeneration \/ EndPrune \/ Report

ReaderNext(r) == ListNames(r) \/ OpenFile(r) \/ MapNewest(r) \/ OpenAgain(r)

Next == \/ Recover \/ Publish \/ FailPublish \/ SkipGeneration \/ KillWriter \/ CutPower
        \/ \E r \in Readers : ReaderNext(r) \/ Leave(r)

Spec == Init /\ [][Next]_vars
=============================================================================
