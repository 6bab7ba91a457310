/** The shipped client and host of the triple buffer on the hardware at hand. */
package dev.stillframe.stress.triple;
