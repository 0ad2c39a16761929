/** What can be changed at the step where a fork leaves its run, and the file that it is changed in. */
@NullMarked
package dev.runtree.replay.edit;

import org.jspecify.annotations.NullMarked;
