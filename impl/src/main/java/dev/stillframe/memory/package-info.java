/** Access to shared memory, by access mode, and images of it. */
package dev.stillframe.memory;
