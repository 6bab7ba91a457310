------------------------------ MODULE TraceTwin ------------------------------
(***************************************************************************)
(* Replays recorded runs of the shipped twin store and its readers against *)
(* TwinStore.  An event is an operation on an image (what was written or   *)
(* read, and whether it was done, failed, or only read), or a call.        *)
(*                                                                         *)
(* The first sector of an image is two pages, mark and seal; the rest of   *)
(* its first page is the first page of data.  The runs are in turns: what  *)
(* a process does between two operations nobody comes between.  Where the  *)
(* code takes other steps than TwinStore:                                  *)
(*                                                                         *)
(*  - ReadHeads is one step, and is taken at "found", when both images     *)
(*    were read.  Begin and LockImage are taken at "opens", just before    *)
(*    the host opens the image for writing: by then it has the lock, which *)
(*    no event tells.  A publication that does not get it is none.         *)
(*  - An image that is large enough is not grown: a step without an event. *)
(*  - The seal is written with the mark in the same sector, as that is.    *)
(*  - "published" is Unlock and Report.                                    *)
(*  - Only syncs fail in a publication.  A recovery that fails ends its    *)
(*    host, and so does one that has done its work: KillWriter.            *)
(*  - A reader tries the lock right after it has read the second head.     *)
(*    What it found shows in what it does next, and in what it maps.       *)
(*  - A reader that finds nothing twice gives up: Leave.                   *)
(*  - After a power cut the images that are left are logged, and what they *)
(*    hold is compared when the next host reads them.                      *)
(***************************************************************************)
EXTENDS TwinStore, TraceEvents

VARIABLES
    failed,   \* whether an operation of the recovery has failed
    known     \* the images that the host has read since its last call

traceVars == <<trace, place, failed, known>>

\* The images of the runs: what TestImage writes into them.
TraceContents ==
    [a \in 1 .. 40 |->
        [k \in 1 .. 1 + (a % 3) |->
            IF k = 1 THEN a ELSE 1000 + a - (a % (k - 1))]]

TraceReaders == {"reader1", "reader2"}

Text(i)  == "image" \o ToString(i)
Image    == IF E.word = Text(1) THEN 1 ELSE 2
Names(G) == {Text(i) : i \in {j \in Images : FileOf(G, j) # NoFile}}
Words    == {E.value[k] : k \in DOMAIN E.value}

\* 0 for none, 1 for dirty, 2 for clear, and the boot.
MarkTold(v) == IF v = Zero THEN <<0, 0>>
               ELSE <<IF v[1] = "dirty" THEN 1 ELSE 2, v[2]>>
SealTold(v) == IF v = Zero THEN <<0, 0>> ELSE <<v[2], v[3]>>
DataTold(v) == IF v = Zero THEN 0 ELSE v[2]

Content(data) ==
    IF data = <<>> THEN <<>>
    ELSE MarkTold(data[MarkPage]) \o SealTold(data[SealPage])
         \o [k \in 1 .. Len(data) - SealPage |-> DataTold(data[k + SealPage])]

Did(does) == Is("writer", does) /\ E.order = "done"

-----------------------------------------------------------------------------
(***************************************************************************)
(* The host.                                                               *)
(***************************************************************************)
Start == /\ Is("writer", "start") /\ StartWriter
         /\ failed' = FALSE /\ known' = {}

Found == CASE E.does = "list"  -> Words = Names(F)
           [] E.does = "inode" -> Words = {E.word} \cap Names(F)
           [] E.does = "open"  -> E.value = <<IF E.word \in Names(F) THEN 1 ELSE 0>>
           [] E.does = "read"  -> E.value = Content(Data(F, Image))
           [] OTHER            -> FALSE

Read ==
    /\ E.who = "writer" /\ E.order = "read" /\ writer.phase # "dead"
    /\ Found
    /\ known' = IF E.does = "read" THEN known \cup {Image} ELSE known
    /\ UNCHANGED vars /\ UNCHANGED failed

\* A file that is there is opened, too, to see whether it can be written.
Opens == Is("writer", "opens") /\ writer.phase = "create" /\ E.word \in Names(F)
         /\ UNCHANGED vars

Recovers ==
    \/ Did("create") /\ CreateImage /\ Names(F') = Names(F) \cup {E.word}
    \/ Did("sync directory") /\ SyncNames
    \/ Is("writer", "found") /\ ReportFound /\ E.value = <<Shown(F, writer.image)>>
    \/ Is("writer", "found") /\ writer.phase = "rest" /\ writer.image = 0
          /\ E.value = <<0>> /\ UNCHANGED vars

Wrote(value) == Did("write") /\ E.word = Text(writer.image) /\ E.value = value

Publishes ==
    \/ Is("writer", "opens") /\ LockImage /\ E.word = Text(writer.image)
    \/ Did("set size") /\ E.word = Text(writer.image) /\ E.value = <<SizeOf(attempt)>>
          /\ GrowImage /\ F' # F
    \/ Wrote(<<MarkPage, 1, Boot>>) /\ MarkDirty
    \/ \E p \in writer.todo : /\ Wrote(<<p, Wanted(attempt, p)[2]>>)
                              /\ WriteData /\ writer'.todo = writer.todo \ {p}
    \/ Wrote(<<SealPage, 1, Boot, 1 + GenerationOf(F, Other(writer.image)), attempt>>)
          /\ WriteSeal
    \/ Did("sync") /\ E.word = Text(writer.image) /\ SyncData
    \/ Is("writer", "sync") /\ E.order = "failed" /\ E.word = Text(writer.image)
          /\ FailSync
    \/ Wrote(<<MarkPage, 2, Boot>>) /\ ClearMark
    \/ Is("writer", "published") /\ Report
          /\ E.value = <<attempt, GenerationOf(F, writer.image)>>
    \/ Is("writer", "gave up") /\ Release
    \/ Is("writer", "gave up") /\ writer.phase = "rest" /\ known = Images
          /\ IsMapped(Other(Newest(F, Boot))) /\ UNCHANGED vars

\* What it has read is old with the end of a call.
Step ==
    /\ ~failed
    /\ Opens \/ Recovers \/ Publishes
    /\ known' = IF E.does \in {"sync directory", "found", "published", "gave up"} THEN {}
                ELSE known
    /\ UNCHANGED failed

Silent ==
    /\ \/ Is("writer", "found") /\ known = Images /\ ReadHeads
       \/ Is("writer", "opens") /\ known = Images /\ Begin
       \/ Did("write") /\ GrowImage /\ F' = F
       \/ Is("writer", "published") /\ Unlock
    /\ UNCHANGED traceVars

FailsRecovery ==
    /\ E.who = "writer" /\ E.order = "failed" /\ ~failed /\ writer.phase = "create"
    /\ IF Names(F) = {Text(i) : i \in Images} THEN E.does = "sync directory"
       ELSE E.does = "create"
            /\ E.word = Text(Least({i \in Images : FileOf(F, i) = NoFile}))
    /\ failed' = TRUE /\ UNCHANGED vars /\ UNCHANGED known

Ends ==
    /\ \/ Is("writer", "kill")
       \/ Is("writer", "close") /\ writer.phase = "rest" /\ ~failed
       \/ Is("writer", "refused") /\ failed
    /\ KillWriter
    /\ failed' = FALSE /\ known' = {}

Cut == /\ Is("run", "cut") /\ CutPower
       /\ Words = Names(F')
       /\ failed' = FALSE /\ known' = {}

-----------------------------------------------------------------------------
(***************************************************************************)
(* The readers.                                                            *)
(***************************************************************************)
Reads(r) ==
    /\ E.who = r /\ E.order = "read" /\ Found
    /\ \/ E.does = "open" /\ E.value = <<1>> /\ UNCHANGED vars
       \/ /\ E.does = "open" => E.value = <<0>>
          /\ Image = Len(readers[r].seen) + 1
          /\ ReadHead(r)
       \/ E.does = "read" /\ Image = readers[r].try /\ LookAgain(r)

Calls(r) ==
    \/ Is(r, "look") /\ Look(r)
    \/ Is(r, "mapped") /\ readers[r].phase = "mapped"
          /\ E.value = <<readers[r].view, GenerationOf(F, readers[r].image)>>
          /\ UNCHANGED vars
    \/ Is(r, "nothing") /\ readers[r].phase = "read" /\ readers[r].seen = <<>>
          /\ readers[r].fails > 1 /\ readers[r].image = 0
          /\ Leave(r)
    \/ Is(r, "leave") /\ IF readers[r].phase = "away" THEN UNCHANGED vars ELSE Leave(r)

Reader == \E r \in Readers : Reads(r) \/ Calls(r)

\* At once.
Tries == \E r \in Readers : readers[r].phase = "lock" /\ TryLock(r)

-----------------------------------------------------------------------------
Over == IsOver /\ UNCHANGED vars

Explained ==
    \/ Start \/ Read \/ Step \/ FailsRecovery \/ Ends \/ Cut
    \/ (Reader \/ Over) /\ UNCHANGED <<failed, known>>

TraceInit ==
    /\ Init
    /\ trace \in Runs /\ place = 1
    /\ failed = FALSE /\ known = {}

TraceNext ==
    /\ IsMore
    /\ IF \E r \in Readers : readers[r].phase = "lock"
       THEN Tries /\ UNCHANGED traceVars
       ELSE \/ Explained /\ place' = place + 1 /\ UNCHANGED trace
            \/ Silent

TraceSpec == TraceInit /\ [][TraceNext]_<<vars, traceVars>>

Progress ==
    Tell(ENABLED TraceNext,
         [event |-> E,
          state |-> [writer |-> writer, readers |-> readers, attempt |-> attempt,
                     images |-> [i \in Images |-> Content(Data(F, i))],
                     failed |-> failed, known |-> known]])
=============================================================================
