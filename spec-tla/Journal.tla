------------------------------ MODULE Journal ------------------------------
(***************************************************************************)
(* The store of a run of records: one file, and each publication appends   *)
(* a batch of them to it.  One that begins with a base supersedes what is  *)
(* there, and takes a new file that is renamed over the old one; so does   *)
(* the one after a failure, and the first recovery of all, which leaves a  *)
(* file without records.  Each operation on the file system is one step;   *)
(* the writer may be killed and the power cut between any two.  What the   *)
(* file holds: JournalPages.  What must hold: JournalClaims.               *)
(***************************************************************************)
EXTENDS JournalPages

VARIABLES
    F,          \* the file system
    writer,     \* phase, file, end of what is safe in it, rest: see Dead
    attempt,    \* ghost: identity of the last record offered
    reported,   \* ghost: the newest record that was reported
    faults      \* ghost: kills, cuts and failures so far

vars == <<F, writer, attempt, reported, faults>>

\* Bounds.  A model puts smaller ones here; the protocol has none.
Attempts == Nat
Counts   == Nat \ {0}
Permits(fault, number) == TRUE

Count(fault) == /\ Permits(fault, faults[fault] + 1)
                /\ faults' = [faults EXCEPT ![fault] = @ + 1]

\* file    what holds all that was reported, and stays open
\* end     the last page of that
\* new     the temporary, from its creation until it is the file
\* page    where the next page is written
\* todo    the pages to write from there on
\* failed  whether the next publication takes a new file
Dead == [phase |-> "dead", file |-> NoFile, end |-> 0, new |-> NoFile,
         page |-> 0, todo |-> <<>>, failed |-> FALSE]

\* The file system becomes G and the writer w.
Become(G, w) == /\ F' = Storage!Freed(G, {w.file, w.new})
                /\ writer' = w

To(G, phase) == Become(G, [writer EXCEPT !.phase = phase])

Safe == IF writer.file = NoFile THEN <<>>
        ELSE SubSeq(Storage!Data(F, writer.file), 1, writer.end)

Newest == IF Len(Safe) <= 1 THEN Zero ELSE Safe[writer.end]

-----------------------------------------------------------------------------
(***************************************************************************)
(* A writer that starts knows nothing; the lock of the one before is free. *)
(***************************************************************************)
StartWriter ==
    /\ writer.phase = "dead"
    /\ To(F, "sweep")
    /\ UNCHANGED <<attempt, reported, faults>>

SweepTemporary ==
    /\ writer.phase = "sweep"
    /\ To(IF Off("remove the temporary") \/ Off("create exclusively") THEN F
          ELSE Storage!Unlink(F, Temporary), "read")
    /\ UNCHANGED <<attempt, reported, faults>>

\* One step: nobody else writes.
ReadBatches ==
    /\ writer.phase = "read"
    /\ LET file == Storage!File(F, Name)
           data == Storage!Data(F, file)
           end  == End(data)
       IN IF file = NoFile
          THEN Become(F, [writer EXCEPT !.phase = "create", !.page = 1,
                                        !.todo = <<Header(1)>>])
          ELSE /\ ~IsDamaged(data)
               /\ Become(F, [writer EXCEPT
                     !.file = file, !.end = end,
                     !.phase = IF end < Len(data) THEN "cut tail"
                               ELSE "write found",
                     !.page = Begins(data, end),
                     !.todo = SubSeq(data, Begins(data, end), end)])
    /\ UNCHANGED <<attempt, reported, faults>>

\* What is appended must follow what reads.
CutTail ==
    /\ writer.phase = "cut tail"
    /\ To(IF Off("cut the tail") THEN F
          ELSE Storage!SetSize(F, writer.file, writer.end), "write found")
    /\ UNCHANGED <<attempt, reported, faults>>

\* A failed sync may have left the last batch as one that reads right, and
\* that the next sync does not write.
WriteFound ==
    /\ writer.phase = "write found"
    /\ IF writer.todo = <<>> \/ Off("write found again")
       THEN To(F, "sync found")
       ELSE Become(Storage!WritePage(F, writer.file, writer.page,
                                     Head(writer.todo)),
                   [writer EXCEPT !.page = @ + 1, !.todo = Tail(@)])
    /\ UNCHANGED <<attempt, reported, faults>>

\* What it found may be there for processes alone.
SyncFound ==
    /\ writer.phase = "sync found"
    /\ To(IF Off("sync found") THEN F ELSE Storage!SyncFile(F, writer.file),
          "sync names")
    /\ UNCHANGED <<attempt, reported, faults>>

SyncNames ==
    /\ writer.phase = "sync names"
    /\ To(IF Off("sync names") THEN F ELSE Storage!SyncDirectory(F),
          "report found")
    /\ UNCHANGED <<attempt, reported, faults>>

Rests == [Dead EXCEPT !.phase = "rest", !.file = writer.file,
                      !.end = writer.end, !.failed = writer.failed]

ReportFound ==
    /\ writer.phase = "report found"
    /\ reported' = Newest.by
    /\ Become(F, Rests)
    /\ UNCHANGED <<attempt, faults>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* A publication.                                                          *)
(***************************************************************************)
\* Copied are the safe records, and nothing of what a failed publication
\* has left behind them.
Live(isBase) == IF isBase \/ Off("copy what is live")
                THEN <<>> ELSE Tail(Safe)

\* Where a batch is appended.
AppendAt == IF Off("cut the tail") \/ Off("new file after a failure")
            THEN Storage!Size(F, writer.file) + 1 ELSE writer.end + 1

Begin ==
    /\ writer.phase = "rest"
    /\ \E count \in Counts, isBase \in BOOLEAN :
       LET num    == Newest.num + 1
           batch  == Batch(num, count, isBase, attempt, Newest.by)
           live   == Live(isBase)
           first  == (live \o batch)[1].num
           isNew  == isBase \/ writer.failed
           inPlace == isNew /\ Off("new file for a base")
       IN /\ attempt + count \in Attempts
          /\ attempt' = attempt + count
          /\ Become(IF inPlace THEN Storage!SetSize(F, writer.file, 0) ELSE F,
                [writer EXCEPT
                    !.phase = IF isNew /\ ~inPlace THEN "create" ELSE "append",
                    !.page = IF isNew THEN 1 ELSE AppendAt,
                    !.todo = IF isNew THEN <<Header(first)>> \o live \o batch
                             ELSE batch])
    /\ UNCHANGED <<reported, faults>>

\* The bytes of one write arrive in their order, and a kill leaves some.
WritesTo(file) ==
    Become(Storage!WritePage(F, file, writer.page, Head(writer.todo)),
           [writer EXCEPT !.page = @ + 1, !.todo = Tail(@)])

AppendPage ==
    /\ writer.phase = "append" /\ writer.todo # <<>>
    /\ WritesTo(writer.file)
    /\ UNCHANGED <<attempt, reported, faults>>

SyncBatch ==
    /\ writer.phase = "append" /\ writer.todo = <<>>
    /\ To(IF Off("sync batch") THEN F ELSE Storage!SyncFile(F, writer.file),
          "report")
    /\ UNCHANGED <<attempt, reported, faults>>

CreateTemporary ==
    /\ writer.phase = "create"
    /\ LET reused == Off("create exclusively") /\ Storage!Exists(F, Temporary)
           G == IF reused THEN F ELSE Storage!Create(F, Temporary)
       IN /\ reused \/ ~Storage!Exists(F, Temporary)
          /\ Become(G, [writer EXCEPT !.phase = "write new",
                           !.new = Storage!File(G, Temporary)])
    /\ UNCHANGED <<attempt, reported, faults>>

WriteNew ==
    /\ writer.phase = "write new" /\ writer.todo # <<>>
    /\ WritesTo(writer.new)
    /\ UNCHANGED <<attempt, reported, faults>>

SyncNew ==
    /\ \/ writer.phase = "write new" /\ writer.todo = <<>>
             /\ ~Off("sync before rename")
       \/ writer.phase = "sync late"
    /\ To(Storage!SyncFile(F, writer.new),
          IF Off("sync before rename") THEN "sync directory" ELSE "move over")
    /\ UNCHANGED <<attempt, reported, faults>>

MoveOver ==
    /\ \/ writer.phase = "move over"
       \/ writer.phase = "write new" /\ writer.todo = <<>>
             /\ Off("sync before rename")
    /\ To(Storage!Rename(F, Temporary, Name),
          IF Off("sync before rename") THEN "sync late" ELSE "sync directory")
    /\ UNCHANGED <<attempt, reported, faults>>

SyncDirectory ==
    /\ writer.phase = "sync directory"
    /\ To(IF Off("sync directory") THEN F ELSE Storage!SyncDirectory(F),
          "report")
    /\ UNCHANGED <<attempt, reported, faults>>

\* From here on the new file, if there is one, is the file.  That of a
\* recovery has no records.
Report ==
    /\ writer.phase = "report"
    /\ reported' = IF writer.file = NoFile THEN 0 ELSE attempt
    /\ Become(F, [Dead EXCEPT
                     !.phase = "rest", !.end = writer.page - 1,
                     !.file = IF writer.new = NoFile THEN writer.file
                              ELSE writer.new])
    /\ UNCHANGED <<attempt, faults>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* Faults.                                                                 *)
(***************************************************************************)
IsSyncing == writer.phase \in {"append", "write new", "sync late"}
             /\ writer.todo = <<>>

\* An operation fails, and the publication is given up.  After a failed sync
\* nobody knows what is on disk, and the next sync would not write it: the
\* file is never written again.
Publishing == {"append", "create", "write new", "sync late", "move over",
               "sync directory"}

FailPublish ==
    /\ writer.phase \in Publishing /\ writer.file # NoFile
    /\ Count("fail")
    /\ LET synced == IF writer.new = NoFile THEN writer.file ELSE writer.new
           G == IF IsSyncing THEN Storage!SyncFileFails(F, synced) ELSE F
       IN CASE IsSyncing /\ Off("heed a failed sync") /\ writer.phase = "append"
                 -> To(G, "report")
            [] IsSyncing /\ Off("do not sync again")
                 -> To(G, writer.phase)
            [] OTHER
                 -> Become(Storage!Unlink(G, Temporary),
                       [Rests EXCEPT
                           !.failed = ~Off("new file after a failure")])
    /\ UNCHANGED <<attempt, reported>>

\* The store cannot be opened; whoever tries again knows nothing.
FailRecovery ==
    /\ \/ writer.phase \in {"sweep", "read", "cut tail", "write found",
                            "sync found", "sync names"}
       \/ writer.phase \in Publishing /\ writer.file = NoFile
    /\ Count("fail")
    /\ Become(CASE writer.phase = "sync found"
                     -> Storage!SyncFileFails(F, writer.file)
                [] writer.phase \in Publishing -> Storage!Unlink(F, Temporary)
                [] OTHER -> F, Dead)
    /\ UNCHANGED <<attempt, reported>>

KillWriter ==
    /\ writer.phase # "dead"
    /\ Count("kill")
    /\ Become(Storage!AfterKill(F), Dead)
    /\ UNCHANGED <<attempt, reported>>

CutPower ==
    /\ Count("cut")
    /\ F' \in Storage!AfterCut(F)
    /\ writer' = Dead
    /\ UNCHANGED <<attempt, reported>>

Init ==
    /\ F = Storage!Empty
    /\ writer = Dead
    /\ attempt = 0 /\ reported = 0
    /\ faults = [fault \in {"kill", "cut", "fail"} |-> 0]

Recover == \/ StartWriter \/ SweepTemporary \/ ReadBatches \/ CutTail
           \/ WriteFound \/ SyncFound \/ SyncNames \/ ReportFound

Publish == \/ Begin \/ AppendPage \/ SyncBatch
           \/ CreateTemporary \/ WriteNew \/ SyncNew \/ MoveOver
           \/ SyncDirectory \/ Report

Next == Recover \/ Publish \/ FailPublish \/ FailRecovery
                \/ KillWriter \/ CutPower

Spec == Init /\ [][Next]_vars
=============================================================================
