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
(*    too, the temporary stays, and the step is taken when the next call   *)
(*    begins and unlinks it.  The generation that it was linked to goes    *)
(*    behind it: TakeBack.                                                 *)
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

\* Before a temporary was made; it has to go; its link has to go too; it could
\* not, and the call is over, or another one finds it; it has gone, or there
\* was none.
Failures == {"no", "before", "within", "back", "stays", "left", "over", "recovery"}
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
    \/ writer.left # 0 /\ Did("unlink", Generation(writer.left)) /\ TakeBack
    \/ Is("writer", "sync directory") /\ E.order = "done" /\ SyncAgain
    \/ Did("create", Temporary) /\ CreateTemporary
    \/ Did("write", Temporary) /\ WritePage
          /\ E.value = <<writer.page, Written.by>>
                       \o (IF writer.page = 1 THEN <<Written.gen>> ELSE <<>>)
    \/ Did("sync", Temporary) /\ SyncFile
    \/ Did("link", Generation(writer.gen)) /\ E.value = <<Text(Temporary)>>
          /\ LinkGeneration
    \/ Did("rename", Name) /\ E.value = <<Text(Temporary)>> /\ MoveOver
    \/ Is("writer", "sync directory") /\ E.order = "done" /\ SyncDirectory
    \/ \E g \in Prunable(F) :
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
      [] writer.phase = "rest"            ->
            CASE writer.left # 0   -> {<<"unlink", Generation(writer.left)>>}
              [] writer.unsynced   -> {<<"sync directory", <<"-">> >>}
              [] Prunable(F) # {}  -> {<<"unlink", Generation(g)>> : g \in Prunable(F)}
              [] OTHER             -> {<<"create", Temporary>>}
      [] writer.phase = "write"           -> {<<"write", Temporary>>}
      [] writer.phase = "sync file"       -> {<<"sync", Temporary>>}
      [] writer.phase = "link generation" -> {<<"link", Generation(writer.gen)>>}
      [] writer.phase = "move over"       -> {<<"rename", Name>>}
      [] writer.phase \in {"sync repairs", "sync directory"} ->
                                             {<<"sync directory", <<"-">> >>}
      [] writer.phase = "prune" -> {<<"unlink", Generation(g)>> : g \in Prunable(F)}
      [] OTHER                  -> {}

Recovering == {"sweep", "link again", "move again", "sync repairs"}

\* A generation that cannot be unlinked: the call goes on.
Skips == E.does = "unlink" /\ E.word \in {Text(Generation(g)) : g \in Prunable(F)}
         /\ Prunes

Fails ==
    /\ E.who = "writer" /\ E.order = "failed" /\ failed = Nothing
    /\ \E d \in Due : E.does = d[1] /\ E.word = Text(d[2])
    /\ failed' = CASE Skips                        -> Nothing
                   [] writer.phase \in Recovering -> "recovery"
                   [] E.does = "create"           -> "before"
                   [] writer.phase \in {"rest", "sync directory"} -> "over"
                   [] OTHER                       -> "within"
    /\ CASE Skips                           -> SkipGeneration
         [] writer.phase = "sync directory" -> FailPublish
         [] OTHER                           -> UNCHANGED vars
    /\ UNCHANGED known

CleansUp ==
    /\ Is("writer", "unlink") /\ E.word = Text(Temporary)
    /\ failed \in {"before", "within"}
    /\ CASE E.order = "done" /\ failed = "within" -> FailPublish
         [] E.order = "done" /\ failed = "before" ->
               ~Storage!Exists(F, Temporary) /\ UNCHANGED vars
         [] OTHER -> E.order = "failed" /\ UNCHANGED vars
    /\ failed' = CASE E.order = "failed" -> IF failed = "within" THEN "stays" ELSE "over"
                   [] writer'.left # 0   -> "back"
                   [] OTHER              -> "over"
    /\ UNCHANGED known

\* The link goes too, or it stays for the next call.
TakesBack ==
    /\ Is("writer", "unlink") /\ failed = "back"
    /\ E.word = Text(Generation(writer.left))
    /\ IF E.order = "done"
       THEN Leaves(Storage!Unlink(F, Generation(writer.left)))
            /\ writer' = [writer EXCEPT !.left = 0]
            /\ UNCHANGED <<readers, attempt, reported, faults>>
       ELSE E.order = "failed" /\ UNCHANGED vars
    /\ failed' = "over" /\ UNCHANGED known

\* A call begins with what the last one left: the temporary, if any.
Resumes ==
    /\ Is("writer", "unlink") /\ E.word = Text(Temporary)
    /\ \/ failed = "left" /\ E.order = "done" /\ FailPublish /\ failed' = Nothing
       \/ failed = "left" /\ E.order = "failed" /\ UNCHANGED vars /\ failed' = "stays"
       \/ failed = Nothing /\ writer.phase = "rest" /\ E.order \in {"done", "failed"}
             /\ ~Storage!Exists(F, Temporary) /\ UNCHANGED vars
             /\ failed' = (IF E.order = "done" THEN Nothing ELSE "over")
    /\ UNCHANGED known

HasNoRoom == /\ failed = Nothing /\ writer.phase = "rest"
             /\ writer.skipped /\ Prunable(F) # {}

GivesUp ==
    /\ Is("writer", "gave up")
    /\ failed \in {"over", "stays"} \/ HasNoRoom
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
             \/ Fails \/ CleansUp \/ TakesBack \/ Resumes \/ GivesUp
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
