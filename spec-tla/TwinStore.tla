----------------------------- MODULE TwinStore -----------------------------
(***************************************************************************)
(* A store of two fixed images.  The writer changes the one that is not    *)
(* the newest, only in the pages that differ, and only when no reader maps *)
(* it; a mark in its head says meanwhile that it is not usable.  Locks of  *)
(* one byte for each image in a lock file say who maps what; the kernel    *)
(* drops them when their holder dies.  Each access to a file and each lock *)
(* call is one step, the writer may be killed and the power cut between    *)
(* any two.  What an image holds: TwinImages.  What must hold: TwinClaims. *)
(***************************************************************************)
EXTENDS TwinImages

VARIABLES
    F,          \* the file system
    writer,     \* phase, image at hand, its lock, pages to write, and what
                \* it knows to be on disk as it reads it
    readers,    \* for each reader: phase, heads seen, image, locks, view
    attempt,    \* ghost: number of the last image offered
    reported,   \* ghost: the newest image that was reported
    faults      \* ghost: publications reported, kills, cuts, failed syncs

vars == <<F, writer, readers, attempt, reported, faults>>

\* Bounds.  A model puts smaller ones here; the protocol has none.
Attempts == Nat
Permits(fault, number) == TRUE
Counted(tries) == tries

Count(fault) == /\ Permits(fault, faults[fault] + 1)
                /\ faults' = [faults EXCEPT ![fault] = @ + 1]

\* Every boot of the machine has an identity of its own.
Boot == faults.cut + 1

Mark(word) == IF Check = "boot" THEN <<word, Boot>> ELSE <<word>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* The writer.                                                             *)
(***************************************************************************)
Dead == [phase |-> "dead", image |-> 0, lock |-> 0, gate |-> FALSE,
         todo |-> {}, sure |-> {}]

To(phase) == writer' = [writer EXCEPT !.phase = phase]

Target == FileOf(F, writer.image)

\* Leaves out the effect of a sync where the rule is switched off.
Synced(rule) == IF Off(rule) THEN F ELSE Storage!SyncFile(F, Target)

\* It knows nothing, and the lock of the writer before it is free.
StartWriter ==
    /\ writer.phase = "dead"
    /\ writer' = [Dead EXCEPT !.phase = "create",
                     !.sure = IF Off("write all when unsure") THEN Images
                              ELSE {}]
    /\ UNCHANGED <<F, readers, attempt, reported, faults>>

CreateImage ==
    /\ writer.phase = "create"
    /\ LET missing == {i \in Images : FileOf(F, i) = NoFile} IN
       /\ missing # {}
       /\ F' = Storage!Create(F, Named(Least(missing)))
    /\ UNCHANGED <<writer, readers, attempt, reported, faults>>

SyncNames ==
    /\ writer.phase = "create"
    /\ \A i \in Images : FileOf(F, i) # NoFile
    /\ F' = IF Off("sync names") THEN F ELSE Storage!SyncDirectory(F)
    /\ To("read heads")
    /\ UNCHANGED <<readers, attempt, reported, faults>>

\* An image with a clear mark of this boot is on disk.
MarkSaysSynced == Check = "boot" /\ ~Off("know the boot")

\* One step: nobody else writes.
ReadHeads ==
    /\ writer.phase = "read heads"
    /\ LET i == Newest(F, Boot) IN
       writer' = [writer EXCEPT !.image = i,
                     !.phase = CASE i = 0          -> "rest"
                                 [] MarkSaysSynced -> "report found"
                                 [] OTHER          -> "sync found"]
    /\ UNCHANGED <<F, readers, attempt, reported, faults>>

\* What it found may be there for processes alone.
SyncFound ==
    /\ writer.phase = "sync found"
    /\ F' = Synced("sync found")
    /\ To("report found")
    /\ UNCHANGED <<readers, attempt, reported, faults>>

ReportFound ==
    /\ writer.phase = "report found"
    /\ reported' = Shown(F, writer.image)
    /\ To("rest")
    /\ UNCHANGED <<F, readers, attempt, faults>>

Begin ==
    /\ writer.phase = "rest"
    /\ attempt + 1 \in Attempts
    /\ attempt' = attempt + 1
    /\ writer' = [writer EXCEPT !.image = Other(Newest(F, Boot)),
                                !.phase = IF Gate THEN "gate" ELSE "lock"]
    /\ UNCHANGED <<F, readers, reported, faults>>

\* Holds the gate around one try for the lock.
TakeGate ==
    /\ writer.phase = "gate"
    /\ \A r \in Readers : ~readers[r].gate
    /\ writer' = [writer EXCEPT !.phase = "lock", !.gate = TRUE]
    /\ UNCHANGED <<F, readers, attempt, reported, faults>>

IsMapped(i) == \E r \in Readers : i \in {readers[r].image, readers[r].try}

\* Waits for the readers of this image, and for nobody else.
LockImage ==
    /\ writer.phase = "lock"
    /\ ~IsMapped(writer.image)
    /\ writer' = [writer EXCEPT
                     !.phase = "grow", !.gate = FALSE,
                     !.lock = IF Off("hold the lock") THEN 0 ELSE writer.image]
    /\ UNCHANGED <<F, readers, attempt, reported, faults>>

LeaveGate ==
    /\ writer.phase = "lock" /\ writer.gate
    /\ IsMapped(writer.image)
    /\ writer' = [writer EXCEPT !.phase = "gate", !.gate = FALSE]
    /\ UNCHANGED <<F, readers, attempt, reported, faults>>

\* Closing and opening the file again to map it larger would drop the lock,
\* had it been on this file.
GrowImage ==
    /\ writer.phase = "grow"
    /\ LET grows == Storage!Size(F, Target) < SizeOf(attempt) IN
       /\ F' = IF grows THEN Storage!SetSize(F, Target, SizeOf(attempt)) ELSE F
       /\ writer' = [writer EXCEPT !.phase = "mark dirty",
                        !.lock = IF grows /\ Off("lock file") THEN 0 ELSE @]
    /\ UNCHANGED <<readers, attempt, reported, faults>>

MarkDirty ==
    /\ writer.phase = "mark dirty"
    /\ F' = IF Off("mark first") THEN F
            ELSE Storage!WritePage(F, Target, MarkPage, Mark("dirty"))
    /\ writer' = [writer EXCEPT
                     !.phase = IF Check = "mark" THEN "sync mark" ELSE "write",
                     !.todo = Changed(F, writer.image, attempt,
                                      writer.image \in writer.sure)]
    /\ UNCHANGED <<readers, attempt, reported, faults>>

SyncMark ==
    /\ writer.phase = "sync mark"
    /\ F' = Synced("sync mark")
    /\ To("write")
    /\ UNCHANGED <<readers, attempt, reported, faults>>

\* In any order, as the kernel may have it and a kill then leaves it.
WriteData ==
    /\ writer.phase = "write"
    /\ \E p \in writer.todo :
          /\ F' = Storage!WritePage(F, Target, p, Wanted(attempt, p))
          /\ writer' = [writer EXCEPT !.todo = @ \ {p}]
    /\ UNCHANGED <<readers, attempt, reported, faults>>

WriteSeal ==
    /\ writer.phase = "write" /\ writer.todo = {}
    /\ F' = Storage!WritePage(F, Target, SealPage,
                Seal(1 + GenerationOf(F, Other(writer.image)), attempt))
    /\ To(IF Check = "whole" \/ Off("clear after sync") THEN "clear mark"
          ELSE "sync data")
    /\ UNCHANGED <<readers, attempt, reported, faults>>

SyncData ==
    /\ writer.phase = "sync data"
    /\ F' = Synced("sync data")
    /\ To("clear mark")
    /\ UNCHANGED <<readers, attempt, reported, faults>>

\* One word.  From here on processes find the image.  With Check = "boot"
\* the data is on disk by now, and the mark need not be.
ClearMark ==
    /\ writer.phase = "clear mark"
    /\ F' = Storage!WritePage(F, Target, MarkPage, Mark("clear"))
    /\ To(IF Check = "boot" /\ ~Off("clear after sync") THEN "unlock"
          ELSE "sync clear")
    /\ UNCHANGED <<readers, attempt, reported, faults>>

SyncClear ==
    /\ writer.phase = "sync clear"
    /\ F' = Synced("sync clear")
    /\ To(IF Off("unlock before report") THEN "report" ELSE "unlock")
    /\ UNCHANGED <<readers, attempt, reported, faults>>

Unlock ==
    /\ writer.phase = "unlock"
    /\ writer' = [writer EXCEPT
                     !.phase = IF Off("unlock before report") THEN "rest"
                               ELSE "report",
                     !.lock = 0, !.sure = @ \cup {writer.image}]
    /\ UNCHANGED <<F, readers, attempt, reported, faults>>

Report ==
    /\ writer.phase = "report"
    /\ reported' = attempt
    /\ faults' = [faults EXCEPT !.report = @ + 1]
    /\ To(IF Off("unlock before report") THEN "unlock" ELSE "rest")
    /\ UNCHANGED <<F, readers, attempt>>

\* A sync fails: what is on disk is not known, and the next sync would not
\* write it.  The publication is given up.
Syncing == {"sync mark", "sync data", "sync clear"}

After(phase) == CASE phase = "sync mark"  -> "write"
                  [] phase = "sync data"  -> "clear mark"
                  [] phase = "sync clear" -> "unlock"

FailSync ==
    /\ writer.phase \in Syncing
    /\ Count("fail")
    /\ F' = Storage!SyncFileFails(F, Target)
    /\ writer' = [writer EXCEPT
          !.sure = IF Off("write all when unsure") THEN @
                   ELSE @ \ {writer.image},
          !.phase = CASE Off("heed a failed sync") -> After(@)
                      [] Off("do not sync again")  -> @
                      [] Off("mark again")         -> "release"
                      [] Check = "boot"            -> "release"
                      [] OTHER                     -> "mark again"]
    /\ UNCHANGED <<readers, attempt, reported>>

MarkAgain ==
    /\ writer.phase = "mark again"
    /\ F' = Storage!WritePage(F, Target, MarkPage, Mark("dirty"))
    /\ To("release")
    /\ UNCHANGED <<readers, attempt, reported, faults>>

Release ==
    /\ writer.phase = "release"
    /\ writer' = [writer EXCEPT !.phase = "rest", !.lock = 0]
    /\ UNCHANGED <<F, readers, attempt, reported, faults>>

KillWriter ==
    /\ writer.phase # "dead"
    /\ Count("kill")
    /\ F' = Storage!AfterKill(F)
    /\ writer' = Dead
    /\ UNCHANGED <<readers, attempt, reported>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* A reader.  It looks for the newest usable image, takes a shared lock    *)
(* on it, and looks again under the lock; what it has mapped meanwhile it  *)
(* keeps until it has something better.                                    *)
(***************************************************************************)
Away == [phase |-> "away", seen |-> <<>>, tried |-> 0, try |-> 0,
         gate |-> FALSE, image |-> 0, view |-> 0, since |-> 0,
         fails |-> 0, events |-> 0]

\* Ghost: what may cost a reader one more try.
Events == faults.report + faults.kill + faults.fail

Set(r, value) == readers' = [readers EXCEPT ![r] = value]

Look(r) ==
    /\ readers[r].phase \in {"away", "mapped"}
    /\ Set(r, [Away EXCEPT !.phase = IF Gate THEN "gate" ELSE "read",
                  !.image = readers[r].image, !.view = readers[r].view,
                  !.since = Max(reported, readers[r].view),
                  !.events = Events])
    /\ UNCHANGED <<F, writer, attempt, reported, faults>>

\* Holds the gate until it has an image, or has seen that there is none.
EnterGate(r) ==
    /\ readers[r].phase = "gate"
    /\ ~writer.gate
    /\ Set(r, [readers[r] EXCEPT !.phase = "read", !.gate = TRUE])
    /\ UNCHANGED <<F, writer, attempt, reported, faults>>

\* Both heads, one after the other.
ReadHead(r) ==
    /\ readers[r].phase = "read"
    /\ LET i == Len(readers[r].seen) + 1
           gen == IF IsUsableTo("reader", F, i, Boot)
                  THEN GenerationOf(F, i) ELSE 0
       IN Set(r, [readers[r] EXCEPT
                     !.seen = Append(@, gen),
                     !.phase = IF i = 2 THEN "lock" ELSE @])
    /\ UNCHANGED <<F, writer, attempt, reported, faults>>

\* The newest that it saw, or the other one if it has just failed there.
Choice(r) ==
    LET seen == readers[r].seen
        best == IF seen[1] >= seen[2] THEN 1 ELSE 2
    IN IF seen[best] = 0 THEN 0
       ELSE IF readers[r].tried = best /\ ~Off("take the other one")
       THEN Other(best) ELSE best

\* In an empty store it leaves the gate, or the writer would never get it.
Fails(r, i) ==
    LET stays == readers[r].gate /\ (i # 0 \/ Off("leave the gate")) IN
    Set(r, [readers[r] EXCEPT
               !.phase = IF Gate /\ ~stays THEN "gate" ELSE "read",
               !.gate = stays, !.seen = <<>>, !.tried = i, !.try = 0,
               !.fails = Counted(@ + 1)])

Maps(r, i) == Set(r, [Away EXCEPT !.phase = "mapped", !.image = i,
                         !.view = Shown(F, i), !.since = readers[r].since])

\* It never waits: a lock that it does not get is a failed try, and so is a
\* look that found nothing.
TryLock(r) ==
    /\ readers[r].phase = "lock"
    /\ LET i == Choice(r) IN
       CASE i = 0 -> Fails(r, 0)
         [] i # 0 /\ i = readers[r].image -> Maps(r, i)
         [] i # 0 /\ i # readers[r].image /\ writer.lock = i -> Fails(r, i)
         [] OTHER -> IF Off("look again") THEN Maps(r, i)
                     ELSE Set(r, [readers[r] EXCEPT !.phase = "look again",
                                     !.try = i, !.seen = <<>>])
    /\ UNCHANGED <<F, writer, attempt, reported, faults>>

LookAgain(r) ==
    /\ readers[r].phase = "look again"
    /\ LET i == readers[r].try IN
       IF IsUsableTo("reader", F, i, Boot) THEN Maps(r, i) ELSE Fails(r, i)
    /\ UNCHANGED <<F, writer, attempt, reported, faults>>

\* It goes, or dies, in any phase; the kernel drops its locks.
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
    /\ faults = [fault \in {"report", "kill", "cut", "fail"} |-> 0]

Recover == \/ StartWriter \/ CreateImage \/ SyncNames \/ ReadHeads
           \/ SyncFound \/ ReportFound

Publish == \/ Begin \/ TakeGate \/ LockImage \/ LeaveGate \/ GrowImage
           \/ MarkDirty \/ SyncMark \/ WriteData \/ WriteSeal \/ SyncData
           \/ ClearMark \/ SyncClear \/ Unlock \/ Report
           \/ MarkAgain \/ Release

ReaderNext(r) == \/ EnterGate(r) \/ ReadHead(r) \/ TryLock(r) \/ LookAgain(r)

Next == \/ Recover \/ Publish \/ FailSync \/ KillWriter \/ CutPower
        \/ \E r \in Readers : Look(r) \/ ReaderNext(r) \/ Leave(r)

Spec == Init /\ [][Next]_vars
=============================================================================
