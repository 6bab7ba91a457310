/** What all protocols share. */
package dev.stillframe;
