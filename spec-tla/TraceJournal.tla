---------------------------- MODULE TraceJournal ----------------------------
(***************************************************************************)
(* Replays recorded runs of the shipped journal against Journal.  An event *)
(* is an operation on a file (its name, what was written or read, and      *)
(* whether it was done, failed, or only read), or a call.  An operation    *)
(* that changes something is one step of Journal; one that reads is none,  *)
(* and must have found what F holds.                                       *)
(*                                                                         *)
(* A page is a sector: the header is one, and the records of the runs are  *)
(* just as long that each fills one, with its share of the head of the     *)
(* batch.  Each holds its identity.  Where the code takes other steps than *)
(* Journal:                                                                *)
(*                                                                         *)
(*  - ReadBatches is one step, and is taken when the reads of the scan are *)
(*    over.  That they came to the right end shows in what is written      *)
(*    again and in "recovered".  WriteFound ends with a step that writes   *)
(*    nothing.                                                             *)
(*  - "append" is Begin: the runs offer new records in each call, where a  *)
(*    host may offer those again that were given up.                       *)
(*  - The code unlinks the temporary before it creates one.  It may do so  *)
(*    and find none: no step.                                              *)
(*  - FailPublish and FailRecovery are taken at the operation that fails.  *)
(*    They unlink the temporary, which the code does next; if that fails,  *)
(*    or if the writer is killed just then, it stays in the code alone,    *)
(*    until the next recovery or the next file.  So what is found under    *)
(*    its name is compared only where Journal has one too.                 *)
(*  - A writer that closes the journal is killed, as far as Journal knows. *)
(*  - After a power cut the names that are left are logged, and what the   *)
(*    journal holds is compared when the next writer reads it.             *)
(***************************************************************************)
EXTENDS Journal, TraceEvents

VARIABLES
    failed,   \* what failed in this call: see Failures
    hasRead,  \* whether this writer has read the journal
    isFree    \* whether it has unlinked the temporary before it creates one

traceVars == <<trace, place, failed, hasRead, isFree>>

\* Nothing; an operation while there is a temporary, which has to go; or
\* one without, or it has gone.
Failures == {"no", "within", "over"}

Words == {E.value[k] : k \in DOMAIN E.value}

NamesOf(i) == {n \in DOMAIN F.dir : F.dir[n] = i}

\* What the writer has open, by its name, which it may have lost.
IsOf(i) == IF NamesOf(i) = {} THEN E.word = "-" ELSE E.word \in NamesOf(i)

\* Records of a batch, in the runs.
TraceCounts == 1 .. 2

\* The number in the header, then the identity of each record.
Content(data) == [p \in DOMAIN data |-> IF p = 1 THEN data[p].num ELSE data[p].by]

Written(page, p) ==
    CASE p = 1         -> <<p, page.num>>
      [] page.part = 1 -> <<p, page.by, page.num, page.of, IF page.base THEN 1 ELSE 0>>
      [] OTHER         -> <<p, page.by>>

-----------------------------------------------------------------------------
Did(does) == Is("writer", does) /\ E.order = "done"

Start == /\ Is("writer", "start") /\ StartWriter
         /\ failed' = "no" /\ hasRead' = FALSE /\ isFree' = FALSE

\* A scan reads what has the name; a copy what the writer has open. What is
\* called as a temporary is looked at before it goes.
IsLeft == E.word = Temporary /\ Storage!Exists(F, Temporary)
Reads  == CASE IsLeft                -> F.dir[Temporary]
            [] writer.file # NoFile  -> writer.file
            [] OTHER                 -> Storage!File(F, Name)

Read ==
    /\ E.who = "writer" /\ E.order = "read"
    /\ \/ E.word = Temporary /\ ~Storage!Exists(F, Temporary) \* See above.
       \/ /\ writer.phase # "dead"
          /\ CASE E.does = "inode" -> Words = IF Storage!Exists(F, E.word)
                                              THEN NamesOf(F.dir[E.word]) ELSE {}
               [] E.does = "open"  -> /\ E.word \in {Name, Temporary}
                                      /\ Storage!Exists(F, E.word)
               [] E.does = "read"  -> /\ Reads # NoFile /\ IsOf(Reads)
                                      /\ E.value = Content(Storage!Data(F, Reads))
    /\ hasRead' = (hasRead \/ (E.does = "read" /\ ~IsLeft))
    /\ UNCHANGED vars /\ UNCHANGED <<failed, isFree>>

Recovers ==
    \/ Did("unlink") /\ E.word = Temporary /\ SweepTemporary
    \/ Did("set size") /\ IsOf(writer.file) /\ E.value = <<writer.end>> /\ CutTail
    \/ Did("write") /\ IsOf(writer.file) /\ writer.todo # <<>>
          /\ E.value = Written(Head(writer.todo), writer.page) /\ WriteFound
    \/ Did("sync") /\ IsOf(writer.file) /\ SyncFound
    \/ Did("sync directory") /\ SyncNames
    \/ Is("writer", "recovered") /\ E.value = <<Newest.num>> /\ ReportFound
    \/ Is("writer", "recovered") /\ E.value = <<0>> /\ writer.file = NoFile /\ Report

HasTodo(value) == writer.todo # <<>> /\ value = Written(Head(writer.todo), writer.page)

Publishes ==
    \/ Is("writer", "append") /\ Begin
          /\ LET batch == SubSeq(writer'.todo, Len(writer'.todo) + 1 - E.value[1],
                                 Len(writer'.todo))
             IN attempt' = attempt + E.value[1] /\ batch[1].num = E.value[3]
                /\ batch[1].base = (E.value[2] = 1)
    \/ Did("write") /\ IsOf(writer.file) /\ HasTodo(E.value) /\ AppendPage
    \/ Did("sync") /\ IsOf(writer.file) /\ SyncBatch
    \/ Did("create") /\ E.word = Temporary /\ isFree /\ CreateTemporary
    \/ Did("write") /\ IsOf(writer.new) /\ HasTodo(E.value) /\ WriteNew
    \/ Did("sync") /\ IsOf(writer.new) /\ SyncNew
    \/ Did("rename") /\ E.word = Name /\ E.value = <<Temporary>> /\ MoveOver
    \/ Did("sync directory") /\ SyncDirectory
    \/ Is("writer", "appended") /\ writer.file # NoFile /\ Report
          /\ E.value = <<Storage!Data(F', writer'.file)[writer'.end].num>>

Step == /\ failed = "no"
        /\ Recovers \/ Publishes
        /\ isFree' = FALSE /\ UNCHANGED <<failed, hasRead>>

\* Before a new one is created.
FindsNoTemporary ==
    /\ Did("unlink") /\ E.word = Temporary /\ writer.phase = "create"
    /\ failed = "no" /\ ~isFree
    /\ UNCHANGED vars
    /\ isFree' = TRUE /\ UNCHANGED <<failed, hasRead>>

Silent ==
    /\ E.who = "writer" /\ E.order \in {"done", "failed"}
    /\ \/ writer.phase = "read" /\ (Storage!Exists(F, Name) => hasRead) /\ ReadBatches
       \/ writer.phase = "write found" /\ writer.todo = <<>> /\ WriteFound
    /\ UNCHANGED traceVars

-----------------------------------------------------------------------------
\* Which operation is the next one.
Due ==
    CASE writer.phase = "sweep"       -> {<<"unlink", Temporary>>}
      [] writer.phase = "cut tail"    -> {<<"set size", Name>>}
      [] writer.phase = "write found" /\ writer.todo # <<>> -> {<<"write", Name>>}
      [] writer.phase = "sync found"  -> {<<"sync", Name>>}
      [] writer.phase \in {"sync names", "sync directory"} -> {<<"sync directory", "-">>}
      [] writer.phase = "append"      ->
            {<<IF writer.todo = <<>> THEN "sync" ELSE "write", Name>>}
      [] writer.phase = "create"      -> {<<IF isFree THEN "create" ELSE "unlink", Temporary>>}
      [] writer.phase = "write new"   ->
            {<<IF writer.todo = <<>> THEN "sync" ELSE "write", Temporary>>}
      [] writer.phase = "move over"   -> {<<"rename", Name>>}
      [] OTHER                        -> {}

Fails ==
    /\ E.who = "writer" /\ E.order = "failed" /\ failed = "no"
    /\ <<E.does, E.word>> \in Due
    /\ FailPublish \/ FailRecovery
    /\ failed' = (IF writer.new = NoFile THEN "over" ELSE "within")
    /\ isFree' = FALSE /\ UNCHANGED hasRead

CleansUp ==
    /\ Is("writer", "unlink") /\ E.word = Temporary /\ failed = "within"
    /\ E.order \in {"done", "failed"}
    /\ UNCHANGED vars
    /\ failed' = "over" /\ UNCHANGED <<hasRead, isFree>>

GivesUp ==
    /\ \/ Is("writer", "gave up") /\ writer.phase = "rest"
       \/ Is("writer", "refused") /\ writer.phase = "dead"
    /\ failed = "over" /\ failed' = "no"
    /\ UNCHANGED vars /\ UNCHANGED <<hasRead, isFree>>

-----------------------------------------------------------------------------
Ends ==
    /\ \/ Is("writer", "kill")
       \/ Is("writer", "close") /\ writer.phase \in {"rest", "dead"} /\ failed = "no"
    /\ IF writer.phase = "dead" THEN UNCHANGED vars ELSE KillWriter
    /\ failed' = "no" /\ isFree' = FALSE /\ UNCHANGED hasRead

Cut == /\ Is("run", "cut") /\ CutPower
       /\ Words = DOMAIN F'.dir
       /\ failed' = "no" /\ isFree' = FALSE /\ UNCHANGED hasRead

Over == IsOver /\ UNCHANGED vars /\ UNCHANGED <<failed, hasRead, isFree>>

Explained == \/ Start \/ Read \/ Step \/ FindsNoTemporary
             \/ Fails \/ CleansUp \/ GivesUp
             \/ Ends \/ Cut \/ Over

TraceInit ==
    /\ Init
    /\ trace \in Runs /\ place = 1
    /\ failed = "no" /\ hasRead = FALSE /\ isFree = FALSE

TraceNext ==
    /\ IsMore
    /\ \/ Explained /\ place' = place + 1 /\ UNCHANGED trace
       \/ Silent

TraceSpec == TraceInit /\ [][TraceNext]_<<vars, traceVars>>

Progress ==
    Tell(ENABLED TraceNext,
         [event |-> E, allowed |-> Due,
          state |-> [writer |-> writer, directory |-> F.dir,
                     files |-> [i \in DOMAIN F.files |-> Content(F.files[i].data)],
                     failed |-> failed, hasRead |-> hasRead, isFree |-> isFree]])
=============================================================================
