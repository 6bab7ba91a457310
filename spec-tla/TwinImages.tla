----------------------------- MODULE TwinImages -----------------------------
(***************************************************************************)
(* The two images of the twin store: what their pages hold, when one is    *)
(* usable, and which pages a publication writes.                           *)
(*                                                                         *)
(* A head is two pages here, mark and seal, as if they lay in different    *)
(* sectors: a power cut may keep either without the other.  The seal       *)
(* carries the generation and the checksum; its ghost says which attempt   *)
(* the checksum is of.                                                     *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Readers,     \* processes that map an image
    Contents,    \* the data pages of each attempt, in their order
    Check,       \* how an image is known to be usable: see IsUsable
    Gate,        \* whether the lock file has a gate: see TwinStore
    Order,       \* what a power cut does to names: see Storage
    Ablation     \* the one rule that is switched off, or "none"

ASSUME /\ Check \in {"mark", "whole", "boot"}
       /\ Gate \in BOOLEAN

Off(rule) == Ablation = rule

Images   == {1, 2}
MarkPage == 1
SealPage == 2

Zero == <<>>

Max(i, j) == IF i < j THEN j ELSE i
Least(set) == CHOOSE i \in set : \A j \in set : i <= j

\* The newest of no image is image 0, and the other one of that is image 1.
Other(i) == IF i = 1 THEN 2 ELSE 1

\* The size of the image of attempt a, and its data pages.
SizeOf(a)    == SealPage + Len(Contents[a])
Wanted(a, p) == <<"data", Contents[a][p - SealPage]>>
DataPages(a) == SealPage + 1 .. SizeOf(a)

Lengths == {Len(Contents[a]) : a \in DOMAIN Contents}

Storage == INSTANCE Storage WITH
    Disk  <- "honest",
    Pages <- SealPage + CHOOSE n \in Lengths : \A k \in Lengths : k <= n

NoFile       == Storage!NoFile
Named(i)     == <<"image", i>>
FileOf(G, i) == Storage!File(G, Named(i))

\* What processes see in an image; nothing if there is none.
Data(G, i) == IF i = 0 \/ FileOf(G, i) = NoFile THEN <<>>
              ELSE Storage!Data(G, FileOf(G, i))

Seal(gen, by) == <<"seal", gen, by>>

IsSealed(data)     == Len(data) >= SealPage /\ data[SealPage] # Zero
GenerationOf(G, i) == IF IsSealed(Data(G, i)) THEN Data(G, i)[SealPage][2]
                      ELSE 0
SealedBy(data)     == data[SealPage][3]

\* The checksum is perfect: it holds if these are the pages it was made of.
Verifies(data) ==
    /\ IsSealed(data)
    /\ Len(data) >= SizeOf(SealedBy(data))
    /\ \A p \in DataPages(SealedBy(data)) : data[p] = Wanted(SealedBy(data), p)

IsClear(data) == /\ IsSealed(data)
                 /\ data[MarkPage] # Zero /\ data[MarkPage][1] = "clear"

(***************************************************************************)
(* Usable, one predicate for all:                                          *)
(*   "mark"   the mark is clear.  A look at the head; three syncs, one     *)
(*            before the data, one after it, one after the mark.           *)
(*   "whole"  the mark is clear and the checksum holds.  A look at every   *)
(*            byte; one sync, after the mark.                              *)
(*   "boot"   the mark was cleared in this boot of the machine, or it is   *)
(*            of another one and the checksum holds.  A look at the head,  *)
(*            but for an image from before the last power cut; one sync,   *)
(*            before the mark: that says "synced" and need not last.       *)
(***************************************************************************)
IsOfBoot(data, boot) == /\ data[MarkPage] # Zero /\ data[MarkPage][2] = boot
                        /\ ~Off("know the boot")

\* (From a set of one, so that TLC reads the image once.)
IsUsable(G, i, boot) ==
    \E data \in {Data(G, i)} :
    CASE Check = "mark"  -> IsClear(data)
      [] Check = "whole" -> IsClear(data) /\ Verifies(data)
      [] Check = "boot"  ->
           IF /\ IsSealed(data)
              /\ IsOfBoot(data, boot) \/ Off("verify after boot")
           THEN IsClear(data) ELSE Verifies(data)

IsUsableTo(whom, G, i, boot) ==
    IF Off("one predicate") THEN IsClear(Data(G, i)) ELSE IsUsable(G, i, boot)

\* 0 if none is usable.
Newest(G, boot) ==
    LET usable == {i \in Images : IsUsable(G, i, boot)} IN
    IF usable = {} THEN 0
    ELSE CHOOSE i \in usable :
        \A j \in usable : GenerationOf(G, j) <= GenerationOf(G, i)

\* The attempt that an image shows; none that was offered, if it is torn.
Torn == 0 - 1
Shown(G, i) == CASE i = 0                  -> 0
                 [] ~Verifies(Data(G, i))  -> Torn
                 [] OTHER                  -> SealedBy(Data(G, i))

(***************************************************************************)
(* The pages of image i that attempt a has to write: those whose bytes     *)
(* differ, if what is read there is known to be on disk.                   *)
(***************************************************************************)
Differ(a, b) == {p \in DataPages(a) :
                    p > SizeOf(b) \/ Wanted(a, p) # Wanted(b, p)}

Changed(G, i, a, sure) ==
    LET data  == Data(G, i)
        other == Data(G, Other(i))
    IN CASE Off("compare bytes") /\ IsSealed(data) -> Differ(a, SealedBy(data))
         [] Off("compare with this image") /\ sure /\ IsSealed(other) ->
              Differ(a, SealedBy(other))
         [] sure  -> {p \in DataPages(a) : data[p] # Wanted(a, p)}
         [] OTHER -> DataPages(a)
=============================================================================
