---------------------------- MODULE TraceReplace ----------------------------
(***************************************************************************)
(* Replays recorded runs of the shipped replace store against              *)
(* ReplaceStore.  An event is an operation on a file (its name, what was   *)
(* written or read, and whether it was done, failed, or only read), or a   *)
(* call.  An operation that changes something is one step of ReplaceStore; *)
(* one that reads is none, and must have found what F holds.               *)
(*                                                                         *)
(* A page is what gets to the disk as a whole: of the images of the runs,  *)
(* the sector with the seal is one, the rest the other.  Where the code    *)
(* takes other steps than ReplaceStore:                                    *)
(*                                                                         *)
(*  - StartWriter is one step, at "start"; the reads of the search follow, *)
(*    and the temporary goes only after all were made: every file that has *)
(*    a name was read.  That they led to the right file shows in what is   *)
(*    repaired and in "found".                                             *)
(*  - "published" is EndPrune and Report.                                  *)
(*  - FailPublish is one step; the code does the operation that fails, and *)
(*    then unlinks the temporary.  The step is taken there.  If that fails *)
(*    too, the temporary stays, and the step is taken when a later call    *)
(*    has found it in its way and unlinks it.                              *)
(*  - If no temporary can be created nothing has begun: no step.           *)
(*  - A recovery that fails ends its host, and so does one that has done   *)
(*    its work: KillWriter.                                                *)
(*  - After a power cut the names that are left are logged, and what they  *)
(*    lead to is compared when the next writer reads it.                   *)
(***************************************************************************)
EXTENDS ReplaceStore, TraceEvents

VARIABLES
    failed,   \* what failed in this call: see Failures
    known     \* the files that this writer has read, and whether it has listed

traceVars == <<trace, place, failed, known>>

\* Before a temporary was made; it has to go; it could not, and the call is
\* over, or another one finds it; it has gone, or there was none.
Failures == {"no", "before", "within", "stays", "left", "over", "recovery"}
Nothing  == "no"

Fresh == [files |-> {}, hasListed |-> FALSE]

Text(n)   == IF Len(n) = 1 THEN n[1] ELSE n[1] \o "." \o ToString(n[2])
Names     == {Text(n) : n \in DOMAIN F.dir}
\* The file that a name of an event leads to.
Led       == IF E.word \in Names
             THEN F.dir[CHOOSE n \in DOMAIN F.dir : Text(n) = E.word] ELSE NoFile
NamesOf(i) == {Text(n) : n \in {m \in DOMAIN F.dir : F.dir[m] = i}}
Words     == {E.value[k] : k \in DOMAIN E.value}

\* The generation of the seal, then which attempt wrote each page.
Content(data) == IF data = <<>> THEN <<>>
                 ELSE <<data[1].gen>> \o [p \in DOMAIN data |-> data[p].by]

Did(does, name) == Is("writer", does) /\ E.order = "done" /\ E.word = Text(name)

-----------------------------------------------------------------------------
Start ==
    /\ Is("writer", "start") /\ StartWriter
    /\ failed' = Nothing /\ known' = Fresh

\* Operations that change nothing.
Read ==
    /\ E.who = "writer" /\ E.order = "read" /\ writer.phase # "dead"
    /\ CASE E.does = "list"  -> Words = Names
         [] E.does = "inode" -> Words = IF Led = NoFile THEN {} ELSE NamesOf(Led)
         [] E.does = "open"  -> E.value = <<IF Led = NoFile THEN 0 ELSE 1>>
         [] E.does = "read"  -> Led # NoFile /\ E.value = Content(Storage!Data(F, Led))
    /\ known' = CASE E.does = "list" -> [known EXCEPT !.hasListed = TRUE]
                  [] E.does = "read" -> [known EXCEPT !.files = @ \cup {Led}]
                  [] OTHER           -> known
    /\ UNCHANGED vars /\ UNCHANGED failed

HasSearched == /\ known.hasListed
               /\ {F.dir[n] : n \in Published(F)} \subseteq known.files

\* Which operation is due, in the order of the phases.
Recovers ==
    \/ Did("unlink", Temporary) /\ HasSearched /\ SweepTemporary
    \/ Did("link", Temporary) /\ Words \subseteq NamesOf(writer.file) /\ LinkAgain
    \/ writer.todo # <<>> /\ Did("rename", Head(writer.todo))
          /\ E.value = <<Text(Temporary)>> /\ MoveAgain
    \/ Is("writer", "sync directory") /\ E.order = "done" /\ SyncRepairs
    \/ Is("writer", "found") /\ ReportFound /\ E.value = <<Image(F, writer.file)>>

Publishes ==
    \/ Did("create", Temporary) /\ CreateTemporary
    \/ Did("write", Temporary) /\ WritePage
          /\ E.value = <<writer.page, Written.by>>
                       \o (IF writer.page = 1 THEN <<Written.gen>> ELSE <<>>)
    \/ Did("sync", Temporary) /\ SyncFile
    \/ Did("link", Generation(writer.gen)) /\ E.value = <<Text(Temporary)>>
          /\ LinkGeneration
    \/ Did("rename", Name) /\ E.value = <<Text(Temporary)>> /\ MoveOver
    \/ Is("writer", "sync directory") /\ E.order = "done" /\ SyncDirectory
    \/ \E g \in Outdated(F) :
          /\ Did("unlink", Generation(g))
          /\ PruneGeneration /\ ~Storage!Exists(F', Generation(g))
    \/ Is("writer", "published") /\ E.value = <<attempt, writer.gen>> /\ Report

Step ==
    /\ failed = Nothing
    /\ Recovers \/ Publishes
    /\ UNCHANGED <<failed, known>>

EndsPrune ==
    /\ Is("writer", "published") /\ failed = Nothing /\ EndPrune
    /\ UNCHANGED traceVars

-----------------------------------------------------------------------------
(***************************************************************************)
(* An operation fails where it would have been the next one.               *)
(***************************************************************************)
Due ==
    CASE writer.phase = "sweep"           -> {<<"unlink", Temporary>>}
      [] writer.phase = "link again"      -> {<<"link", Temporary>>}
      [] writer.phase = "move again"      -> {<<"rename", Head(writer.todo)>>}
      [] writer.phase = "rest"            -> {<<"create", Temporary>>}
      [] writer.phase = "write"           -> {<<"write", Temporary>>}
      [] writer.phase = "sync file"       -> {<<"sync", Temporary>>}
      [] writer.phase = "link generation" -> {<<"link", Generation(writer.gen)>>}
      [] writer.phase = "move over"       -> {<<"rename", Name>>}
      [] writer.phase \in {"sync repairs", "sync directory"} ->
                                             {<<"sync directory", <<"-">> >>}
      [] writer.phase = "prune" -> {<<"unlink", Generation(g)>> : g \in Outdated(F)}
      [] OTHER                  -> {}

Recovering == {"sweep", "link again", "move again", "sync repairs"}

\* Their failure is the end of the call: there is no temporary any more.
Last == {"sync directory", "prune"}

Fails ==
    /\ E.who = "writer" /\ E.order = "failed" /\ failed = Nothing
    /\ \E d \in Due : E.does = d[1] /\ E.word = Text(d[2])
    /\ failed' = CASE writer.phase \in Recovering -> "recovery"
                   [] writer.phase = "rest"       -> "before"
                   [] writer.phase \in Last       -> "over"
                   [] OTHER                       -> "within"
    /\ IF writer.phase \in Last THEN FailPublish ELSE UNCHANGED vars
    /\ UNCHANGED known

\* A temporary that could not be unlinked is in the way of the next one.
FindsTemporary ==
    /\ Is("writer", "create") /\ E.order = "failed" /\ E.word = Text(Temporary)
    /\ failed = "left" /\ failed' = "within"
    /\ UNCHANGED vars /\ UNCHANGED known

CleansUp ==
    /\ Is("writer", "unlink") /\ E.word = Text(Temporary)
    /\ failed \in {"before", "within"}
    /\ CASE E.order = "done" /\ failed = "within" -> FailPublish /\ failed' = "over"
         [] E.order = "done" /\ failed = "before" ->
               ~Storage!Exists(F, Temporary) /\ UNCHANGED vars /\ failed' = "over"
         [] E.order = "failed" ->
               /\ UNCHANGED vars
               /\ failed' = (IF failed = "within" THEN "stays" ELSE "over")
         [] OTHER -> FALSE
    /\ UNCHANGED known

GivesUp ==
    /\ Is("writer", "gave up") /\ failed \in {"over", "stays"}
    /\ failed' = (IF failed = "stays" THEN "left" ELSE Nothing)
    /\ UNCHANGED vars /\ UNCHANGED known

-----------------------------------------------------------------------------
Ends ==
    /\ \/ Is("writer", "kill")
       \/ Is("writer", "close") /\ (failed = Nothing => writer.phase = "rest")
             /\ failed \in {Nothing, "left"}
       \/ Is("writer", "refused") /\ failed = "recovery"
    /\ KillWriter
    /\ failed' = Nothing /\ known' = Fresh

Cut ==
    /\ Is("run", "cut") /\ CutPower
    /\ Words = {Text(n) : n \in DOMAIN F'.dir}
    /\ failed' = Nothing /\ known' = Fresh

Over == IsOver /\ UNCHANGED vars /\ UNCHANGED <<failed, known>>

Explained == \/ Start \/ Read \/ Step
             \/ Fails \/ FindsTemporary \/ CleansUp \/ GivesUp
             \/ Ends \/ Cut \/ Over

TraceInit ==
    /\ Init
    /\ trace \in Runs /\ place = 1
    /\ failed = Nothing /\ known = Fresh

TraceNext ==
    /\ IsMore
    /\ \/ Explained /\ place' = place + 1 /\ UNCHANGED trace
       \/ EndsPrune

TraceSpec == TraceInit /\ [][TraceNext]_<<vars, traceVars>>

Progress ==
    Tell(ENABLED TraceNext,
         [event |-> E,
          allowed |-> {<<d[1], Text(d[2])>> : d \in Due},
          state |-> [writer |-> writer, directory |-> F.dir,
                     files |-> [i \in DOMAIN F.files |-> Content(F.files[i].data)],
                     failed |-> failed, known |-> known]])
=============================================================================
