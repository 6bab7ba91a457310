/** A program that counts, and goes on where it was when it is killed. */
module com.example.counter {
  requires dev.stillframe;
}
