/** Runs replayed from their record, on a real database. */
package dev.runtree.replay;
