------------------------ MODULE QueueProofInvariant ------------------------
(***************************************************************************)
(* Why the queue is right: an invariant that every step keeps, and what    *)
(* follows from it.  Each conjunct is a goal for each action.  The same    *)
(* idea in words and over the variables of Queue: QueueInvariant.          *)
(***************************************************************************)
EXTENDS QueueProof

InMemory == lo .. size - 1
LEnd(k)  == lf[k] + ll[k]
Top      == LEnd(size - 1)

-----------------------------------------------------------------------------
(***************************************************************************)
(* The log: commits follow each other in the stream.                       *)
(***************************************************************************)
LogLen == size >= 0 /\ attempt >= 0 /\
    \A k \in Commits : 1 <= ll[k] /\ ll[k] <= Capacity /\ 0 <= lf[k]
LogOrder == \A j, k \in Commits : j < k => LEnd(j) + (k - j - 1) <= lf[k]
LogAdjacent == \A j \in 0 .. size - 2, k \in Commits : k = j + 1 => lf[k] = LEnd(j)
LogAttempts ==
    /\ \A k \in Commits : 1 <= la[k] /\ la[k] <= attempt
    /\ \A j, k \in Commits : j < k => la[j] < la[k]
    /\ phase # "idle" => 1 <= attempt /\ \A k \in Commits : la[k] < attempt

(***************************************************************************)
(* Memory holds exactly the commits lo .. size - 1, whole.                 *)
(***************************************************************************)
Window == 0 <= lo /\ lo <= size /\ (size > 0 => lo < size) /\ size - lo <= Entries
WindowFits == size > 0 => Top - lf[lo] <= Capacity
WindowWords == \A k \in InMemory :
    off[SlotOf(k)] = lf[k] /\ len[SlotOf(k)] = ll[k] /\ tail[SlotOf(k)] = la[k]
    /\ owner[SlotOf(k)] = k
WindowData == \A k \in InMemory : \A o \in lf[k] .. LEnd(k) - 1 :
    data[PlaceOf(o)] = <<la[k], o - lf[k] + 1>>
Owned == \A s \in Slots : Valid(s) => owner[s] \in InMemory /\ SlotOf(owner[s]) = s

\* No offset is beyond the end of the stream.
Offsets == \A s \in Slots :
    off[s] <= IF size > 0 THEN Top ELSE IF alive THEN cursor ELSE header
HeaderAhead ==
    /\ size > 0 => Top <= header
    /\ size = 0 => 0 <= header /\ (alive => cursor <= header)

(***************************************************************************)
(* The client.                                                             *)
(***************************************************************************)
IsFilling == phase = "filling" \/ phase = "offset" \/ phase = "publishing"
Cursors == alive => 0 <= cursor /\ slot = SlotOf(size) /\ (size > 0 => cursor = Top)
PhaseKnown == phase \in {"idle", "invalidating", "filling", "offset", "publishing"}
ClientAlive == phase # "idle" => alive
SparesNewest == phase # "idle" =>
    1 <= n /\ n <= Capacity /\ (size > 0 => n <= Capacity - ll[size - 1])
PlanInvalidates == phase = "invalidating" =>
    doomed = {s \in Slots : Valid(s) /\ (s = slot \/ off[s] < cursor + n - Capacity)}
PlanFull == phase = "invalidating" => todoTail /\ todo = cursor .. cursor + n - 1
PlaceFree == IsFilling => \A s \in Slots : Valid(s) =>
    s # slot /\ cursor + n - Capacity <= off[s]
Filled == IsFilling =>
    /\ \A o \in todo : o \in cursor .. cursor + n - 1
    /\ \A o \in cursor .. cursor + n - 1 : (o \notin todo) =>
        data[PlaceOf(o)] = <<attempt, o - cursor + 1>>
    /\ ~todoTail => tail[slot] = attempt
AllFilled == phase = "offset" \/ phase = "publishing" =>
    todo = {} /\ ~todoTail /\ header >= cursor + n
OffsetWritten == phase = "publishing" => off[slot] = cursor

\* What is done of the attempt and what is still to do.
StepsLeft ==
    IF phase = "invalidating" THEN Count(doomed, 0, Entries) + n + 5
    ELSE IF phase = "filling" THEN Count(todo, cursor, n) + (IF todoTail THEN 4 ELSE 3)
    ELSE IF phase = "offset" THEN 2
    ELSE IF phase = "publishing" THEN 1
    ELSE 0
StepsBounded == 0 <= n /\ steps + StepsLeft <= 1 + (Entries - 1) + 1 + n + 4

(***************************************************************************)
(* The history: what memory held at each time.                             *)
(***************************************************************************)
Times == 0 .. now
Gone(k, w) == k < lo /\ inval[k] <= w     \* invalidated at time w
Clock ==
    /\ 0 <= now /\ 0 <= fence /\ fence <= now
    /\ hOff[now] = off /\ hLen[now] = len /\ hTail[now] = tail /\ hData[now] = data
    /\ hvOff[now] = vOff /\ hvLen[now] = vLen /\ hvTail[now] = vTail
    /\ hvData[now] = vData /\ hOwner[now] = owner
    /\ \A k \in Commits : 0 < pub[k] /\ pub[k] <= now
    /\ \A k \in 0 .. lo - 1 : pub[k] < inval[k] /\ inval[k] <= now
PubOrder == \A j, k \in Commits : j < k => pub[j] < pub[k]
InvalOrder == \A j, k \in 0 .. lo - 1 : j < k => inval[j] < inval[k]
\* A slot has one commit at a time.
SlotOrder == \A j, k \in Commits : (j < k /\ SlotOf(j) = SlotOf(k)) =>
    j < lo /\ inval[j] < pub[k]
Fenced == IsFilling => \A k \in 0 .. lo - 1 : inval[k] <= fence
HistViews == \A w \in Times :
    /\ \A s \in Slots : hvOff[w][s] <= w /\ hvLen[w][s] <= w /\ hvTail[w][s] <= w
    /\ \A p \in Places : hvData[w][p] <= w
HistOwner == \A w \in Times : \A s \in Slots : hLen[w][s] # 0 =>
    LET k == hOwner[w][s] IN
    /\ k \in Commits /\ SlotOf(k) = s /\ pub[k] <= w /\ ~Gone(k, w)
    /\ hLen[w][s] = ll[k]
HistLenView == \A w \in Times : \A k \in Commits : pub[k] <= w =>
    /\ pub[k] <= hvLen[w][SlotOf(k)]
    /\ Gone(k, w) => inval[k] <= hvLen[w][SlotOf(k)]
HistValid == \A w \in Times : \A k \in Commits :
    pub[k] <= w /\ ~Gone(k, w) => hLen[w][SlotOf(k)] # 0
HistOffOrder == \A v, w \in Times : v <= w => \A s \in Slots : hOff[v][s] <= hOff[w][s]
HistOff == \A w \in Times : \A k \in Commits : pub[k] <= w => lf[k] <= hOff[w][SlotOf(k)]
\* What is still in memory after the view of an offset is not older than it.
HistOffView == \A w \in Times : \A k \in Commits :
    Gone(k, hvOff[w][SlotOf(k)]) \/ hOff[w][SlotOf(k)] <= lf[k]
HistData == \A w \in Times : \A k \in Commits : pub[k] <= w =>
    \A o \in lf[k] .. LEnd(k) - 1 :
        \/ Gone(k, hvData[w][PlaceOf(o)])
        \/ hData[w][PlaceOf(o)] = <<la[k], o - lf[k] + 1>>
HistTail == \A w \in Times : \A k \in Commits : pub[k] <= w =>
    Gone(k, hvTail[w][SlotOf(k)]) \/ hTail[w][SlotOf(k)] = la[k]

(***************************************************************************)
(* The host's first look.                                                  *)
(***************************************************************************)
Looking == look = "copy" \/ look = "rescan"
AtWork  == Looking \/ look = "filter" \/ look = "persist"
IsCommit(k, s) == k \in Commits /\ SlotOf(k) = s /\ lf[k] = sOff[s] /\ ll[k] = sLen[s]
Views == 0 <= t /\ t <= a /\ a <= now
ScanPlace == look = "scan" =>
    /\ pos \in Slots /\ kept = 0 /\ (second => value <= off[pos])
    /\ \A s \in Slots : Seen(s) => s < pos
\* Of what may still be read there, nothing is older than the offset.
ScanValue == look = "scan" /\ second =>
    \A k \in Commits : SlotOf(k) = pos => Gone(k, t) \/ value <= lf[k]
SeenWords == look # "dead" => \A s \in Slots : Seen(s) =>
    /\ sk[s] \in Commits /\ SlotOf(sk[s]) = s /\ ll[sk[s]] = sLen[s]
    /\ 1 <= sLen[s] /\ sLen[s] <= Capacity
    /\ sOff[s] <= lf[sk[s]] /\ pub[sk[s]] <= t

\* The last commit persisted is found by a look, or known to be gone.
PersistedView == 0 <= pk => pub[pk] <= t
LookFinds == look = "scan" /\ 0 <= pk => (~Gone(pk, t) =>
    /\ SlotOf(pk) < pos => (Seen(SlotOf(pk)) /\ lf[pk] <= sOff[SlotOf(pk)])
    /\ (SlotOf(pk) = pos /\ second) => lf[pk] <= value)
NotOlder  == 0 <= pk => lf[pk] <= sOff[run[0]]
LookFound == Looking /\ kept = 0 /\ ~Gone(pk, t) => NotOlder

(***************************************************************************)
(* The run, and what of it is kept: commits, whatever happens now.         *)
(***************************************************************************)
RunMembers == AtWork =>
    /\ \A j \in 0 .. runLen - 1 : Seen(run[j]) /\ EndOf(run[0]) - sOff[run[j]] <= Capacity
    /\ \A i \in 0 .. runLen - 2, j \in 0 .. runLen - 1 : j = i + 1 =>
        run[j] = SlotBefore(run[i]) /\ EndOf(run[j]) = sOff[run[i]]
RunKept == AtWork =>
    0 <= kept /\ kept <= runLen /\ (Looking => kept < runLen) /\ (look = "persist" => 0 < kept)
KeptCommits == AtWork => \A j \in 0 .. kept - 1 :
    IsCommit(NewestSeen - j, run[j]) /\ copyTail[run[j]] = la[NewestSeen - j]
KeptData == AtWork => \A j \in 0 .. kept - 1 :
    \A o \in sOff[run[j]] .. EndOf(run[j]) - 1 :
        copy[PlaceOf(o)] = <<la[NewestSeen - j], o - sOff[run[j]] + 1>>
KeptView == AtWork /\ kept > 0 => pub[NewestSeen] <= t
KeptNotOlder == AtWork /\ kept > 0 => NotOlder

(***************************************************************************)
(* What is copied is whole if its descriptor still stands.                 *)
(***************************************************************************)
CurrentTodo == Looking =>
    /\ \A o \in hTodo : o \in sOff[Current] .. EndOf(Current) - 1
    /\ \A j \in hTails : j \in 0 .. runLen - 1 /\ kept = 0
\* Whatever is read there next is another offset.
Exceeded(s) == \E k \in Commits : SlotOf(k) = s /\ sOff[s] < lf[k] /\ pub[k] <= t
\* Once the second look has found the length, the offset decides alone.
SecondHalf == look = "rescan" /\ second
CurrentData ==
    (/\ Looking /\ lf[sk[Current]] = sOff[Current]
     /\ IF SecondHalf THEN ~Exceeded(Current) ELSE ~Gone(sk[Current], a)) =>
        \A o \in sOff[Current] .. EndOf(Current) - 1 : (o \notin hTodo) =>
            copy[PlaceOf(o)] = <<la[sk[Current]], o - sOff[Current] + 1>>
CurrentTails == Looking => \A j \in kept .. runLen - 1 :
    j \notin hTails /\ (SecondHalf => kept < j) /\ lf[sk[run[j]]] = sOff[run[j]]
    /\ ~Gone(sk[run[j]], a) => copyTail[run[j]] = la[sk[run[j]]]
CurrentTail == SecondHalf /\ lf[sk[Current]] = sOff[Current] /\ ~Exceeded(Current) =>
    copyTail[Current] = la[sk[Current]]
AllCopied == look = "rescan" => hTodo = {} /\ hTails = {}
Confirmed == SecondHalf /\ lf[sk[Current]] = sOff[Current] /\ ~Exceeded(Current) => NotOlder
FenceDone == look = "rescan" => t = a

(***************************************************************************)
(* The persisted image.                                                    *)
(***************************************************************************)
PersistedRange ==
    /\ pk < 0 => \A s \in Slots : pLen[s] = 0
    /\ -1 <= pk /\ pk < size
    /\ 0 <= pk => 0 <= pa /\ pa <= pk
PersistedWords == 0 <= pa => \A k \in pa .. pk :
    pOff[SlotOf(k)] = lf[k] /\ pLen[SlotOf(k)] = ll[k] /\ pTail[SlotOf(k)] = la[k]
PersistedData == 0 <= pa => \A k \in pa .. pk : \A o \in lf[k] .. LEnd(k) - 1 :
    pData[PlaceOf(o)] = <<la[k], o - lf[k] + 1>>
PersistedOnly == 0 <= pa => \A s \in Slots : pLen[s] # 0 =>
    \E k \in pa .. pk : SlotOf(k) = s
PersistedHeader == pHeader = IF pk < 0 THEN 0 ELSE LEnd(pk)

-----------------------------------------------------------------------------
(***************************************************************************)
(* What follows from the invariant, as steps of the proof.                 *)
(***************************************************************************)
BelowTop == \A k \in Commits : lf[k] < LEnd(k) /\ LEnd(k) <= Top
MemoryValid == \A k \in InMemory : Valid(SlotOf(k))
NewestFound == size > 0 =>
    /\ IsNewest(SlotOf(size - 1))
    /\ \A s \in Slots : IsNewest(s) => s = SlotOf(size - 1)
OneNext == \A j, k \in Commits : LEnd(j) = lf[k] => k = j + 1
\* A run is sorted: by induction from its newest member.
RunSortedUpTo(k) == AtWork /\ k < runLen =>
    Seen(run[k]) /\ \A i \in 0 .. k - 1 : EndOf(run[k]) <= sOff[run[i]]
RunOrder == AtWork =>
    \A i, j \in 0 .. runLen - 1 : i < j => EndOf(run[j]) <= sOff[run[i]]
KeptByCommit == AtWork => \A k \in Int : NewestSeen - kept < k /\ k <= NewestSeen =>
    /\ IsCommit(k, run[NewestSeen - k])
    /\ copyTail[run[NewestSeen - k]] = la[k]
KeptRange == AtWork /\ kept > 0 =>
    /\ IsCommit(NewestSeen - (kept - 1), run[kept - 1])
    /\ IsCommit(NewestSeen, run[0])
OldestDoomed == phase = "invalidating" => \A s \in doomed :
    /\ s \in Slots /\ lo < size - 1 /\ SlotOf(lo) \in doomed
    /\ s = SlotOf(lo) \/ off[SlotOf(lo)] < off[s]
MembersSeen == AtWork =>
    /\ \A j \in 0 .. runLen - 1 : sk[run[j]] \in Commits
    /\ Looking => sk[Current] \in Commits

(***************************************************************************)
(* What a step does, for the goals of that step.                           *)
(***************************************************************************)
Appended ==
    /\ UNCHANGED <<hostVars, imageVars>>
    /\ phase = "publishing" /\ size' = size + 1 /\ lo' = lo /\ inval' = inval
    /\ \A k \in Commits : la'[k] = la[k]
    /\ \A k \in Commits : lf'[k] = lf[k]
    /\ \A k \in Commits : ll'[k] = ll[k]
    /\ \A k \in Commits : pub'[k] = pub[k]
    /\ la'[size] = attempt /\ lf'[size] = cursor /\ ll'[size] = n
    /\ pub'[size] = now + 1 /\ now' = now + 1
Recorded ==
    /\ Appended
    /\ \A w \in Times : hData'[w] = hData[w] /\ hvData'[w] = hvData[w]
                        /\ hTail'[w] = hTail[w] /\ hvTail'[w] = hvTail[w]
    /\ hData'[now'] = data /\ hvData'[now'] = vData
    /\ hTail'[now'] = tail /\ hvTail'[now'] = vTail
Quiet == UNCHANGED <<hostVars, imageVars, size, la, lf, ll>>
\* Invalidate takes the oldest commit in memory.
Chosen ==
    /\ lo \in InMemory /\ lo < size - 1
    /\ len' = Put(len, SlotOf(lo), 0)
    /\ vLen' = Put(vLen, SlotOf(lo), InvalidateOrder)
    /\ UNCHANGED <<off, tail, data, vOff, vTail, vData, owner>>
\* RescanLength found the same commit, unless its offset tells.
SameLength ==
    (/\ lf[sk[Current]] = sOff[Current]
     /\ ~\E k \in Commits : SlotOf(k) = Current /\ sOff[Current] < lf[k] /\ pub[k] <= t') =>
        ~Gone(sk[Current], a)
\* RescanOffset found the same offset: the commit before the one that is kept.
SameOffset ==
    /\ lf[sk[Current]] = sOff[Current] /\ ~Exceeded(Current)
    /\ IsCommit(sk[Current], Current)
    /\ NewestSeen - kept = sk[Current]

-----------------------------------------------------------------------------
(***************************************************************************)
(* The claims of QueueClaims, over these variables.                        *)
(***************************************************************************)
\* Q1
Consistent == \A s \in Slots : pLen[s] # 0 => \E k \in Commits :
    /\ lf[k] = pOff[s] /\ ll[k] = pLen[s] /\ pTail[s] = la[k]
    /\ \A o \in pOff[s] .. pOff[s] + pLen[s] - 1 :
        pData[PlaceOf(o)] = <<la[k], o - pOff[s] + 1>>
\* Q1, of memory.
Intact == \A s \in Slots : Valid(s) => \E k \in Commits :
    /\ off[s] = lf[k] /\ len[s] = ll[k] /\ tail[s] = la[k]
    /\ \A o \in off[s] .. off[s] + ll[k] - 1 : data[PlaceOf(o)] = <<la[k], o - off[s] + 1>>
\* Q2: the commits from pa to pk without a gap, and nothing else.
IsRunOfLog(i, k) ==
    /\ i \in Commits /\ k \in Commits /\ i <= k
    /\ \A c \in i .. k : pOff[SlotOf(c)] = lf[c] /\ pLen[SlotOf(c)] = ll[c]
    /\ \A s \in Slots : pLen[s] # 0 => \E c \in i .. k : SlotOf(c) = s
Consecutive == IF pk < 0 THEN \A s \in Slots : pLen[s] = 0 ELSE IsRunOfLog(pa, pk)
\* Q3, of a step: the newest entry does not go back.
Monotone == \A s \in Slots : pLen[s] # 0 =>
    \E r \in Slots : pLen'[r] # 0 /\ pOff[s] + pLen[s] <= pOff'[r] + pLen'[r]
\* Q4
Kept == size > 0 => \E e \in Slots :
    /\ IsNewest(e) /\ \A f \in Slots : IsNewest(f) => f = e
    /\ off[e] = lf[size - 1] /\ len[e] = ll[size - 1] /\ tail[e] = la[size - 1]
    /\ \A o \in off[e] .. off[e] + len[e] - 1 :
        data[PlaceOf(o)] = <<la[size - 1], o - off[e] + 1>>
Recovers == alive /\ (\E e \in Slots : Valid(e)) =>
    \A c, s \in Int : Recovered(c, s) => c = cursor /\ s = slot
HeaderIsAhead == \A s \in Slots : Valid(s) => off[s] + len[s] <= header
Restorable == \A s \in Slots : pLen[s] # 0 => pOff[s] + pLen[s] <= pHeader
\* Q5
WaitFree == steps + StepsLeft <= 1 + (Entries - 1) + 1 + n + 4
NeverBlocked == phase # "idle" =>
    \/ phase = "invalidating" /\ \E s \in doomed : ComesFirst(s)
    \/ FenceDataReady
    \/ DataReady /\ todo # {}
    \/ TailReady /\ todoTail
    \/ phase = "filling" /\ DataWritten /\ TailWritten
    \/ WriteOffsetReady
    \/ PublishReady
\* Q6, of a step of the host.
ReadOnly == UNCHANGED <<header, off, len, tail, data>>
=============================================================================
