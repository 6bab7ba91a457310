----------------------------- MODULE QueueProof -----------------------------
(***************************************************************************)
(* The queue over release and acquire, as it is proved for any number of   *)
(* entries, any capacity, any lengths, and any number of commits, kills,   *)
(* restarts and captures: make prove.  Actions have the names of Queue.    *)
(* MCQueueProof checks that each step of Queue over Memory is a step here. *)
(*                                                                         *)
(* One writer, so a view of Memory is "all of the client's first w         *)
(* writes": a number.  A message hands on a view too, its own time if it   *)
(* was a release, else that of the last release fence.  A read may take    *)
(* any w from the host's view on.  That the words of one place are read in *)
(* order is not used: the queue does not need it.                          *)
(*                                                                         *)
(* Other than in Queue, and allowing more than it: entries to invalidate   *)
(* are a set, taken by least offset; the host's run is any run of          *)
(* neighbours that ends at the newest entry; a second look may fail at any *)
(* time; what is left of an attempt that has ended is anything.            *)
(*                                                                         *)
(* Small on purpose: no records, no sequences, every function is updated   *)
(* by Put.  So the text that a solver is given is made of this one by      *)
(* writing it down again (docs/proof.md).                                  *)
(***************************************************************************)
EXTENDS Integers, TLC, QueueRing

VARIABLES
    \* The words, as the last writes left them.
    header, off, len, tail, data,
    \* Of each last write, what an acquiring reader takes over; and the ghost
    \* owner: which commit each slot had last.
    vOff, vLen, vTail, vData, owner,
    \* How many writes there were, and at the last release fence; and the words
    \* after each of them.  Nobody reads the header.
    now, fence, hOff, hLen, hTail, hData, hvOff, hvLen, hvTail, hvData, hOwner,
    \* The client.  Of the commit under way: its length, the slots still to be
    \* invalidated, the stream offsets still to be written, whether the tail is.
    alive, phase, cursor, slot, n, doomed, todo, todoTail, steps,
    \* Ghosts: attempts; the log, with attempt, offset and length of each commit
    \* and the times of its publication and invalidation; the oldest in memory.
    attempt, size, la, lf, ll, lo, pub, inval,
    \* The host.  What it has seen of each slot (length 0: nothing) and, a ghost,
    \* of which commit; its run, newest first; its two views.
    look, pos, second, value, sOff, sLen, sk, run, runLen, kept,
    hTodo, hTails, copy, copyTail, t, a,
    \* The persisted image and, as ghosts, its first and last commit (-1: none).
    pHeader, pOff, pLen, pTail, pData, pa, pk

memoryVars  == <<header, off, len, tail, data, vOff, vLen, vTail, vData, owner>>
historyVars == <<now, fence, hOff, hLen, hTail, hData, hvOff, hvLen, hvTail, hvData,
                 hOwner>>
clientVars  == <<alive, phase, cursor, slot, n, doomed, todo, todoTail, steps>>
logVars     == <<attempt, size, la, lf, ll, lo, pub, inval>>
seenVars    == <<sOff, sLen, sk>>
runVars     == <<run, runLen>>
copyVars    == <<hTodo, hTails, copy, copyTail>>
hostVars    == <<look, pos, second, value, sOff, sLen, sk, run, runLen, kept,
                 hTodo, hTails, copy, copyTail, t, a>>
imageVars   == <<pHeader, pOff, pLen, pTail, pData, pa, pk>>
vars == <<memoryVars, historyVars, clientVars, logVars, hostVars, imageVars>>

Slots   == 0 .. Entries - 1
Places  == 0 .. Capacity - 1
Commits == 0 .. size - 1

TypeOK ==
    /\ header \in Int
    /\ off \in [Slots -> Int] /\ len \in [Slots -> Int] /\ tail \in [Slots -> Int]
    /\ data \in [Places -> Int \X Int]
    /\ vOff \in [Slots -> Int] /\ vLen \in [Slots -> Int] /\ vTail \in [Slots -> Int]
    /\ vData \in [Places -> Int]
    /\ owner \in [Slots -> Int]
    /\ now \in Int /\ fence \in Int
    /\ hOff \in [0 .. now -> [Slots -> Int]] /\ hLen \in [0 .. now -> [Slots -> Int]]
    /\ hTail \in [0 .. now -> [Slots -> Int]]
    /\ hData \in [0 .. now -> [Places -> Int \X Int]]
    /\ hvOff \in [0 .. now -> [Slots -> Int]] /\ hvLen \in [0 .. now -> [Slots -> Int]]
    /\ hvTail \in [0 .. now -> [Slots -> Int]]
    /\ hvData \in [0 .. now -> [Places -> Int]]
    /\ hOwner \in [0 .. now -> [Slots -> Int]]
    /\ alive \in BOOLEAN
    /\ phase \in {"idle", "invalidating", "filling", "offset", "publishing"}
    /\ cursor \in Int /\ slot \in Int /\ n \in Int
    /\ doomed \in SUBSET Int /\ todo \in SUBSET Int /\ todoTail \in BOOLEAN
    /\ steps \in Int
    /\ attempt \in Int /\ size \in Int
    /\ la \in [Commits -> Int] /\ lf \in [Commits -> Int] /\ ll \in [Commits -> Int]
    /\ lo \in Int
    /\ pub \in [Commits -> Int] /\ inval \in [0 .. lo - 1 -> Int]
    /\ look \in {"scan", "copy", "rescan", "filter", "persist", "dead"}
    /\ pos \in Int /\ second \in BOOLEAN /\ value \in Int
    /\ sOff \in [Slots -> Int] /\ sLen \in [Slots -> Int] /\ sk \in [Slots -> Int]
    /\ run \in [0 .. runLen - 1 -> Int] /\ runLen \in Int /\ kept \in Int
    /\ hTodo \in SUBSET Int /\ hTails \in SUBSET Int
    /\ copy \in [Places -> Int \X Int] /\ copyTail \in [Slots -> Int]
    /\ t \in Int /\ a \in Int
    /\ pHeader \in Int
    /\ pOff \in [Slots -> Int] /\ pLen \in [Slots -> Int] /\ pTail \in [Slots -> Int]
    /\ pData \in [Places -> Int \X Int]
    /\ pa \in Int /\ pk \in Int

\* f, but v at i, whether it had anything there or not.
Put(f, i, v) == (i :> v) @@ f
Max(i, j)    == IF i >= j THEN i ELSE j

Valid(s)    == s \in Slots /\ len[s] # 0
IsNewest(e) == Valid(e) /\ \A s \in Slots : Valid(s) => off[s] <= off[e]

-----------------------------------------------------------------------------
(***************************************************************************)
(* The client.                                                             *)
(***************************************************************************)
\* Every write is remembered.
Remembered ==
    /\ now' = now + 1
    /\ hOff'   = Put(hOff, now + 1, off')     /\ hvOff'  = Put(hvOff, now + 1, vOff')
    /\ hLen'   = Put(hLen, now + 1, len')     /\ hvLen'  = Put(hvLen, now + 1, vLen')
    /\ hTail'  = Put(hTail, now + 1, tail')   /\ hvTail' = Put(hvTail, now + 1, vTail')
    /\ hData'  = Put(hData, now + 1, data')   /\ hvData' = Put(hvData, now + 1, vData')
    /\ hOwner' = Put(hOwner, now + 1, owner')

\* What a write hands on: a release all before it and itself, a relaxed one what
\* was before the last release fence.
Release == now + 1
Relaxed == fence
InvalidateOrder == Release
DataOrder       == Relaxed
TailOrder       == Relaxed
OffsetOrder     == Relaxed
PublishOrder    == Release

IsEmpty(k)   == k = 0
Spared(e)    == len[e]
Refused(k)   == \/ IsEmpty(k)
                \/ \E e \in Slots : IsNewest(e) /\ k > Capacity - Spared(e)
                \/ k > Capacity

InOurSlot(s)     == s = slot
Overlapped(s, k) == off[s] < cursor + k - Capacity
IsDoomed(s, k)   == Valid(s) /\ (InOurSlot(s) \/ Overlapped(s, k))

BeginCommit ==
    /\ alive /\ phase = "idle"
    /\ n' >= 0 /\ ~Refused(n')
    /\ phase' = "invalidating"
    /\ doomed' = {s \in Slots : IsDoomed(s, n')}
    /\ todo' = cursor .. cursor + n' - 1
    /\ todoTail' = TRUE
    /\ attempt' = attempt + 1
    /\ steps' = 1
    /\ UNCHANGED <<alive, cursor, slot, size, la, lf, ll, lo, pub, inval>>
    /\ UNCHANGED <<memoryVars, historyVars, hostVars, imageVars>>

ComesBefore(s, r) == off[s] <= off[r]
ComesFirst(s)     == \A r \in doomed : ComesBefore(s, r)

Invalidate ==
    /\ phase = "invalidating"
    /\ \E s \in doomed :
        /\ ComesFirst(s)
        /\ len' = Put(len, s, 0)
        /\ vLen' = Put(vLen, s, InvalidateOrder)
        /\ doomed' = doomed \ {s}
    /\ lo' = lo + 1
    /\ inval' = Put(inval, lo, now + 1)
    /\ Remembered
    /\ steps' = steps + 1
    /\ UNCHANGED <<header, off, tail, data, vOff, vTail, vData, owner, fence>>
    /\ UNCHANGED <<alive, phase, cursor, slot, n, todo, todoTail>>
    /\ UNCHANGED <<attempt, size, la, lf, ll, pub>>
    /\ UNCHANGED <<hostVars, imageVars>>

FenceDataReady == phase = "invalidating" /\ doomed = {}
FenceDataOrder == now

FenceData ==
    /\ FenceDataReady
    /\ phase' = "filling"
    /\ fence' = FenceDataOrder
    /\ steps' = steps + 1
    /\ UNCHANGED <<now, hOff, hLen, hTail, hData, hvOff, hvLen, hvTail, hvData, hOwner>>
    /\ UNCHANGED <<alive, cursor, slot, n, doomed, todo, todoTail>>
    /\ UNCHANGED <<memoryVars, logVars, hostVars, imageVars>>

DataReady == phase = "filling"
TailReady == phase = "filling"

WriteData ==
    /\ DataReady
    /\ \E o \in todo :
        /\ data' = Put(data, PlaceOf(o), <<attempt, o - cursor + 1>>)
        /\ vData' = Put(vData, PlaceOf(o), DataOrder)
        /\ todo' = todo \ {o}
    /\ Remembered
    /\ steps' = steps + 1
    /\ UNCHANGED <<header, off, len, tail, vOff, vLen, vTail, owner, fence>>
    /\ UNCHANGED <<alive, phase, cursor, slot, n, doomed, todoTail>>
    /\ UNCHANGED <<logVars, hostVars, imageVars>>

WriteTail ==
    /\ TailReady /\ todoTail
    /\ tail' = Put(tail, slot, attempt)
    /\ vTail' = Put(vTail, slot, TailOrder)
    /\ todoTail' = FALSE
    /\ Remembered
    /\ steps' = steps + 1
    /\ UNCHANGED <<header, off, len, data, vOff, vLen, vData, owner, fence>>
    /\ UNCHANGED <<alive, phase, cursor, slot, n, doomed, todo>>
    /\ UNCHANGED <<logVars, hostVars, imageVars>>

DataWritten == todo = {}
TailWritten == ~todoTail

WriteHeader ==
    /\ phase = "filling" /\ DataWritten /\ TailWritten
    /\ header' = cursor + n
    /\ phase' = "offset"
    /\ Remembered
    /\ steps' = steps + 1
    /\ UNCHANGED <<off, len, tail, data, vOff, vLen, vTail, vData, owner, fence>>
    /\ UNCHANGED <<alive, cursor, slot, n, doomed, todo, todoTail>>
    /\ UNCHANGED <<logVars, hostVars, imageVars>>

WriteOffsetReady == phase = "offset"

WriteOffset ==
    /\ WriteOffsetReady
    /\ off' = Put(off, slot, cursor)
    /\ vOff' = Put(vOff, slot, OffsetOrder)
    /\ phase' = "publishing"
    /\ Remembered
    /\ steps' = steps + 1
    /\ UNCHANGED <<header, len, tail, data, vLen, vTail, vData, owner, fence>>
    /\ UNCHANGED <<alive, cursor, slot, n, doomed, todo, todoTail>>
    /\ UNCHANGED <<logVars, hostVars, imageVars>>

PublishReady == phase = "publishing"
NextSlot(s)  == SlotAfter(s)

Publish ==
    /\ PublishReady
    /\ len' = Put(len, slot, n)
    /\ vLen' = Put(vLen, slot, PublishOrder)
    /\ owner' = Put(owner, slot, size)
    /\ phase' = "idle"
    /\ cursor' = cursor + n
    /\ slot' = NextSlot(slot)
    /\ size' = size + 1
    /\ la' = Put(la, size, attempt)
    /\ lf' = Put(lf, size, cursor)
    /\ ll' = Put(ll, size, n)
    /\ pub' = Put(pub, size, now + 1)
    /\ Remembered
    /\ steps' = steps + 1
    /\ UNCHANGED <<header, off, tail, data, vOff, vTail, vData, fence>>
    /\ UNCHANGED <<alive, n, attempt, lo, inval>>
    /\ UNCHANGED <<hostVars, imageVars>>

AbortedCursor == cursor

Abort ==
    /\ phase = "filling"
    /\ phase' = "idle"
    /\ cursor' = AbortedCursor
    /\ steps' = 0
    /\ UNCHANGED <<alive, slot, n>>
    /\ UNCHANGED <<memoryVars, historyVars, logVars, hostVars, imageVars>>

KillClient ==
    /\ alive
    /\ alive' = FALSE
    /\ phase' = "idle"
    /\ steps' = 0
    /\ n' = n
    /\ UNCHANGED <<memoryVars, historyVars, logVars, hostVars, imageVars>>

\* The cursors that a restart finds in memory.
CursorFromEntry(e) == off[e] + len[e]
SlotFromEntry(e)   == SlotAfter(e)
Recovered(c, s) ==
    IF \E e \in Slots : Valid(e)
    THEN \E e \in Slots : /\ IsNewest(e)
                          /\ c = CursorFromEntry(e) /\ s = SlotFromEntry(e)
    ELSE c = header /\ s = 0

RestartClient ==
    /\ ~alive
    /\ alive' = TRUE
    /\ Recovered(cursor', slot')
    /\ fence' = 0
    /\ UNCHANGED <<phase, n, doomed, todo, todoTail, steps>>
    /\ UNCHANGED <<now, hOff, hLen, hTail, hData, hvOff, hvLen, hvTail, hvData, hOwner>>
    /\ UNCHANGED <<memoryVars, logVars, hostVars, imageVars>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* The host.  Its reads take the words at any time w that its view allows. *)
(***************************************************************************)
AtRest(look2, pos2, second2, kept2, runLen2, sLen2) ==
    /\ look2 = "scan" /\ pos2 = 0 /\ ~second2 /\ kept2 = 0 /\ runLen2 = 0
    /\ \A s \in Slots : sLen2[s] = 0
Rests == AtRest(look', pos', second', kept', runLen', sLen')

\* What the reader of a message that hands on v makes of it.
Acquires(v) == t' = Max(t, v) /\ a' = Max(a, v)
Relaxes(v)  == t' = t /\ a' = Max(a, v)
ScanOffsetOrder(v)   == Acquires(v)
ScanLengthOrder(v)   == Acquires(v)
RescanLengthOrder(v) == Acquires(v)
RescanOffsetOrder(v) == Relaxes(v)

Seen(s) == s \in Slots /\ sLen[s] # 0
EndOf(s) == sOff[s] + sLen[s]
\* Whose turn it is: newest first.
TurnOf(r, l, k) == r[k]
Current == TurnOf(run, runLen, kept)

\* A step of the host changes nothing but the host.
HostScans == UNCHANGED <<memoryVars, historyVars, clientVars, logVars, imageVars>>
HostOnly  == UNCHANGED <<memoryVars, historyVars, clientVars, logVars, imageVars>>

ScanFirst(w) == value' = hOff[w][pos] /\ ScanOffsetOrder(hvOff[w][pos])

ScanOffset ==
    /\ look = "scan" /\ ~second
    /\ \E w \in t .. now : ScanFirst(w)
    /\ second'
    /\ UNCHANGED <<look, pos, kept, sOff, sLen, sk>>
    /\ HostScans

\* Of what was noted, a run: neighbours in slots and in the stream, back from the
\* newest, not longer than the ring.
Joins(i, j) == run'[j] = SlotBefore(run'[i])
               /\ sOff'[run'[j]] + sLen'[run'[j]] = sOff'[run'[i]]
NoteIsRun ==
    /\ runLen' >= 1
    /\ \A s \in Slots : sLen'[s] # 0 => sOff'[s] <= sOff'[run'[0]]
    /\ \A j \in 0 .. runLen' - 1 :
        /\ run'[j] \in Slots /\ sLen'[run'[j]] # 0
        /\ sOff'[run'[0]] + sLen'[run'[0]] - sOff'[run'[j]] <= Capacity
    /\ \A i \in 0 .. runLen' - 2, j \in 0 .. runLen' - 1 : j = i + 1 => Joins(i, j)

\* The tails of the whole run are copied with its newest member's data.
HasTails(k) == k = 0
TurnComes(k, s) ==
    /\ look' = "copy" /\ ~second'
    /\ hTodo' = sOff'[s] .. sOff'[s] + sLen'[s] - 1
    /\ hTails' = {j \in 0 .. runLen' - 1 : HasTails(k)}

ScanSecond(w) ==
    /\ sLen' = Put(sLen, pos, hLen[w][pos])
    /\ sOff' = Put(sOff, pos, value)
    /\ ScanLengthOrder(hvLen[w][pos])

ScanLength ==
    /\ look = "scan" /\ second
    /\ \E w \in t .. now :
        /\ ScanSecond(w)
        /\ sk' = Put(sk, pos, hOwner[w][pos])
    /\ kept' = 0
    /\ IF pos < Entries - 1
       THEN look' = "scan" /\ ~second' /\ pos' = pos + 1
       ELSE NoteIsRun
            /\ TurnComes(0, TurnOf(run', runLen', 0))
    /\ HostScans

\* Nothing was valid: the attempt has failed.
ScanNothing ==
    /\ look = "scan" /\ second /\ pos = Entries - 1
    /\ Rests
    /\ t' >= t /\ a' >= a /\ t' <= a' /\ a' <= now
    /\ HostScans

CopyWord ==
    /\ look = "copy"
    /\ \E o \in hTodo :
        /\ hTodo' = hTodo \ {o}
        /\ \E w \in t .. now :
            /\ copy' = Put(copy, PlaceOf(o), hData[w][PlaceOf(o)])
            /\ Relaxes(hvData[w][PlaceOf(o)])
    /\ UNCHANGED <<look, pos, second, value, kept, hTails, copyTail>>
    /\ UNCHANGED <<seenVars, runVars>>
    /\ HostOnly

CopyTail ==
    /\ look = "copy"
    /\ \E j \in hTails :
        /\ hTails' = hTails \ {j}
        /\ \E w \in t .. now :
            /\ copyTail' = Put(copyTail, run[j], hTail[w][run[j]])
            /\ Relaxes(hvTail[w][run[j]])
    /\ UNCHANGED <<look, pos, second, value, kept, hTodo, copy>>
    /\ UNCHANGED <<seenVars, runVars>>
    /\ HostOnly

Copied == hTodo = {} /\ hTails = {}
FenceRescanOrder == a

FenceRescan ==
    /\ look = "copy" /\ Copied
    /\ look' = "rescan"
    /\ ~second'
    /\ t' = FenceRescanOrder /\ a' = a
    /\ UNCHANGED <<pos, value, kept>>
    /\ UNCHANGED <<seenVars, runVars, copyVars>>
    /\ HostOnly

\* The second look found something else, whatever it was.
Changed ==
    /\ look = "rescan"
    /\ look' = "filter"
    /\ t' >= t /\ a' >= a /\ t' <= a' /\ a' <= now
    /\ UNCHANGED <<kept, copy, copyTail>>
    /\ UNCHANGED <<seenVars, runVars>>
    /\ HostOnly

RescanFirst(w) == hLen[w][Current] = sLen[Current]
                  /\ RescanLengthOrder(hvLen[w][Current])
RescanSecond(w) == hOff[w][Current] = sOff[Current]
                   /\ RescanOffsetOrder(hvOff[w][Current])

RescanLength ==
    /\ look = "rescan" /\ ~second
    /\ \E w \in t .. now : RescanFirst(w)
    /\ second'
    /\ UNCHANGED <<look, pos, value, kept>>
    /\ UNCHANGED <<seenVars, runVars, copyVars>>
    /\ HostOnly

RescanOffset ==
    /\ look = "rescan" /\ second
    /\ \E w \in t .. now : RescanSecond(w)
    /\ kept' = kept + 1
    /\ ~second'
    /\ IF kept + 1 = runLen
       THEN look' = "filter"
       ELSE TurnComes(kept + 1, TurnOf(run, runLen, kept + 1))
    /\ UNCHANGED <<copy, copyTail>>
    /\ UNCHANGED <<seenVars, runVars>>
    /\ HostOnly

IsSnapshot == kept > 0

Filter ==
    /\ look = "filter"
    /\ t' = t /\ a' = a
    /\ IF IsSnapshot
       THEN /\ look' = "persist"
            /\ UNCHANGED <<kept, copy, copyTail>>
            /\ UNCHANGED <<seenVars, runVars>>
       ELSE Rests
    /\ HostOnly

IsKept(s) == \E j \in 0 .. kept - 1 : run[j] = s
NewestSeen == sk[run[0]]

\* The members kept, with their words from the copy, and nothing else.
Persist ==
    /\ look = "persist"
    /\ pHeader' = IF kept = 0 THEN 0 ELSE EndOf(run[0])
    /\ \A s \in Slots : IsKept(s) =>
        pOff'[s] = sOff[s] /\ pLen'[s] = sLen[s] /\ pTail'[s] = copyTail[s]
    /\ \A s \in Slots : ~IsKept(s) => pLen'[s] = 0
    /\ \A j \in 0 .. kept - 1 : \A o \in sOff[run[j]] .. EndOf(run[j]) - 1 :
        pData'[PlaceOf(o)] = copy[PlaceOf(o)]
    /\ pk' = NewestSeen
    /\ pa' = NewestSeen - kept + 1
    /\ Rests
    /\ t' = t /\ a' = a
    /\ UNCHANGED <<memoryVars, historyVars, clientVars, logVars>>

KillHost ==
    /\ look # "dead"
    /\ look' = "dead"
    /\ t' = t /\ a' = a
    /\ HostOnly

RestartHost ==
    /\ look = "dead"
    /\ Rests
    /\ t' = t /\ a' = a
    /\ HostOnly

-----------------------------------------------------------------------------
Init ==
    /\ header = 0
    /\ \A s \in Slots : off[s] = 0 /\ len[s] = 0
    /\ \A s \in Slots : vOff[s] = 0 /\ vLen[s] = 0 /\ vTail[s] = 0
    /\ \A p \in Places : vData[p] = 0
    /\ alive /\ phase = "idle" /\ cursor = 0 /\ slot = 0
    /\ n = 0 /\ steps = 0
    /\ AtRest(look, pos, second, kept, runLen, sLen)
    /\ t = 0 /\ a = 0
    /\ pHeader = 0
    /\ \A s \in Slots : pLen[s] = 0
    /\ pk = -1 /\ pa = 0
    /\ attempt = 0 /\ size = 0 /\ lo = 0
    /\ now = 0 /\ fence = 0
    /\ hOff[0] = off /\ hLen[0] = len /\ hTail[0] = tail /\ hData[0] = data
    /\ hvOff[0] = vOff /\ hvLen[0] = vLen /\ hvTail[0] = vTail /\ hvData[0] = vData
    /\ hOwner[0] = owner

ClientNext ==
    \/ BeginCommit \/ Invalidate \/ FenceData \/ WriteData \/ WriteTail \/ WriteHeader
    \/ WriteOffset \/ Publish \/ Abort \/ KillClient \/ RestartClient

HostNext ==
    \/ ScanOffset \/ ScanLength \/ ScanNothing \/ CopyWord \/ CopyTail \/ FenceRescan
    \/ Changed \/ RescanLength \/ RescanOffset \/ Filter \/ Persist
    \/ KillHost \/ RestartHost

Next == ClientNext \/ HostNext
=============================================================================
