/** The seam that carries every access to shared memory. */
package dev.stillframe.memory;
