------------------------ MODULE QueueProofAblations ------------------------
(***************************************************************************)
(* Wrong definitions, one for each rule of the queue and each ordering.    *)
(* make prove puts one in the place of the right one, and then the goals   *)
(* that need the rule must stay unproved (proof/ablations.json).           *)
(***************************************************************************)
EXTENDS QueueProofInvariant

Always      == TRUE
Never(i)    == FALSE
Never2(i, j) == FALSE
Zero(i)     == 0
Same(i)     == i

\* In the place of an invariant: a contradiction, which must be noticed.
Nowhere == FALSE

\* The client.
OverlappedByAll(s, k) == off[s] < cursor + k
ComesAfter(s, r)      == off[r] <= off[s]
FillsAtOnce           == phase \in {"invalidating", "filling"}
OffsetWithoutHeader   == phase = "offset" \/ (phase = "filling" /\ DataWritten /\ TailWritten)
PublishWithoutOffset  == phase = "publishing" \/ phase = "offset"
CursorBeyond          == cursor + n

IsCopying == look = "copy" \/ look = "rescan"
FenceDataWhenQuiet == phase = "invalidating" /\ doomed = {} /\ ~IsCopying
FenceDataOrWait ==
    /\ FenceDataReady
    /\ phase' = IF IsCopying THEN "invalidating" ELSE "filling"
    /\ fence' = IF IsCopying THEN fence ELSE now
    /\ steps' = steps + 1
    /\ UNCHANGED <<now, hOff, hLen, hTail, hData, hvOff, hvLen, hvTail, hvData, hOwner>>
    /\ UNCHANGED <<alive, cursor, slot, n, doomed, todo, todoTail>>
    /\ UNCHANGED <<memoryVars, logVars, hostVars, imageVars>>
NoFence == fence

RecoveredAtZero(c, s) == c = 0 /\ s = 0
HeaderOf(e)           == header

\* The host.
HostWrites == UNCHANGED <<off, len, tail, data, vOff, vLen, vTail, vData, owner,
                          historyVars, clientVars, logVars, imageVars>>
ScanLengthFirst(w)  == value' = hLen[w][pos] /\ ScanLengthOrder(hvLen[w][pos])
ScanOffsetSecond(w) ==
    /\ sLen' = Put(sLen, pos, value)
    /\ sOff' = Put(sOff, pos, hOff[w][pos])
    /\ ScanOffsetOrder(hvOff[w][pos])
JoinsAnyOlder(i, j)  == sOff'[run'[j]] < sOff'[run'[i]]
FromOldest(r, l, k)  == r[l - 1 - k]
TailsAtLast(k)       == k = runLen' - 1
FencesFirstOnly      == IF kept = 0 THEN a ELSE t
NoAcquire            == t
Unread(w)            == t' = t /\ a' = a
RescanOffsetFirst(w) == hOff[w][Current] = sOff[Current]
                        /\ RescanOffsetOrder(hvOff[w][Current])
RescanLengthLast(w)  == hLen[w][Current] = sLen[Current]
                        /\ RescanLengthOrder(hvLen[w][Current])
=============================================================================
