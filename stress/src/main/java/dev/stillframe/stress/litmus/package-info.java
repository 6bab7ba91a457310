/**
 * The litmus tests of {@code spec-tla/litmus.json} on the hardware at hand. What is seen here and
 * not allowed there shows that the memory model is wrong.
 */
package dev.stillframe.stress.litmus;
