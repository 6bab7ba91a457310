/** The seam that carries every access to shared memory, and what captures of whole images share. */
package dev.stillframe.memory;
