(* The theorems of QueueRing.tla, each proved from the definitions there under its own name in small
   letters.  make prove writes definitions and theorems down for Coq and puts this text behind them, in a
   section whose hypotheses are that Entries >= 2 (entries) and Capacity >= 1 (capacity). *)

Lemma apart m i j : 1 <= m -> i < j -> j < i + m -> i mod m <> j mod m.
Proof.
  intros Hm H1 H2 E.
  pose proof (Z.div_mod i m ltac:(lia)). pose proof (Z.div_mod j m ltac:(lia)).
  assert (j - i = m * (j / m - i / m)) by lia.
  destruct (Z_le_gt_dec (j / m - i / m) 0); nia.
Qed.

Theorem slot_after_is : SlotAfterIs.
Proof.
  unfold SlotAfterIs, SlotAfter. intros s Hs. destruct (Z.eqb_spec s (Entries - 1)).
  - subst. replace (Entries - 1 + 1) with Entries by lia. apply Z.mod_same; lia.
  - apply Z.mod_small; lia.
Qed.

Theorem slot_before_is : SlotBeforeIs.
Proof.
  unfold SlotBeforeIs, SlotBefore. intros s Hs. destruct (Z.eqb_spec s 0).
  - subst. apply Z.mod_small; lia.
  - replace (s + (Entries - 1)) with (s - 1 + 1 * Entries) by lia.
    rewrite Z.mod_add by lia. apply Z.mod_small; lia.
Qed.

Theorem slot_of_zero : SlotOfZero.
Proof. apply Z.mod_0_l; lia. Qed.

Theorem slot_of_range : SlotOfRange.
Proof. intros k. unfold SlotOf. pose proof (Z.mod_pos_bound k Entries). lia. Qed.

Theorem slot_of_next : SlotOfNext.
Proof. intros k. unfold SlotOf, SlotAfter. symmetry. apply Z.add_mod_idemp_l; lia. Qed.

Theorem slot_of_apart : SlotOfApart.
Proof. intros i j H. apply apart; lia. Qed.

Theorem slot_of_again : SlotOfAgain.
Proof.
  intros i j ->. unfold SlotOf. replace (i + Entries) with (i + 1 * Entries) by lia.
  rewrite Z.mod_add; lia.
Qed.

Theorem place_of_range : PlaceOfRange.
Proof. intros o. unfold PlaceOf. pose proof (Z.mod_pos_bound o Capacity). lia. Qed.

Theorem place_of_apart : PlaceOfApart.
Proof. intros i j H. apply apart; lia. Qed.
(* Counting: by induction over how many numbers are looked at. *)
Theorem count_range : CountRange.
Proof.
  intros S i k. unfold Count. revert i. induction (Z.to_nat k); intros i; simpl; [lia|].
  specialize (IHn (i + 1)). destruct (S i); lia.
Qed.

Lemma count_all_nat S n : forall i, (forall x, i <= x < i + Z.of_nat n -> S x = true) ->
  count S i n = Z.of_nat n.
Proof.
  induction n; intros i H; [reflexivity|]. cbn [count].
  rewrite IHn by (intros x Hx; apply H; lia). rewrite (H i) by lia. lia.
Qed.

Theorem count_all : CountAll.
Proof.
  intros S i k [Hk H]. unfold Count. rewrite count_all_nat; [lia|].
  intros x Hx. apply H. lia.
Qed.

Lemma count_at_most S n : forall i, count S i n <= Z.of_nat n.
Proof.
  induction n; intros i; [simpl; lia|]. cbn [count]. specialize (IHn (i + 1)).
  destruct (S i); lia.
Qed.

Lemma count_fewer_nat S n : forall i x, i <= x < i + Z.of_nat n -> S x = false ->
  count S i n <= Z.of_nat n - 1.
Proof.
  induction n; intros i x Hx HS; [lia|]. cbn [count].
  destruct (Z.eq_dec x i) as [->|Hne].
  - rewrite HS. pose proof (count_at_most S n (i + 1)). lia.
  - specialize (IHn (i + 1) x ltac:(lia) HS). destruct (S i); lia.
Qed.

Theorem count_fewer : CountFewer.
Proof.
  intros S i k x [Hx HS]. unfold Count. pose proof (count_fewer_nat S (Z.to_nat k) i x).
  destruct (S x); [contradiction HS; reflexivity|]. specialize (H ltac:(lia) eq_refl). lia.
Qed.

Lemma count_same S x n : forall i, x < i -> count (Removed S x) i n = count S i n.
Proof.
  induction n; intros i Hx; [reflexivity|]. cbn [count]. rewrite IHn by lia.
  unfold Removed. destruct (Z.eqb_spec i x); [lia|reflexivity].
Qed.

Lemma count_removed_nat S x n : forall i, i <= x < i + Z.of_nat n -> S x = true ->
  count (Removed S x) i n = count S i n - 1.
Proof.
  induction n; intros i Hx HS; [lia|]. cbn [count].
  destruct (Z.eq_dec x i) as [->|Hne].
  - rewrite count_same by lia. unfold Removed. rewrite Z.eqb_refl, HS. lia.
  - rewrite IHn by (try lia; assumption). unfold Removed.
    destruct (Z.eqb_spec i x); [lia|]. destruct (S i); lia.
Qed.

Theorem count_removed : CountRemoved.
Proof. intros S i k x [Hx HS]. apply count_removed_nat; [lia|assumption]. Qed.
