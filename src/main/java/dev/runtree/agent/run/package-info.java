/**
 * What every step of a run may know of the run that it belongs to: the signal that ends it, and what its session
 * remembers.
 */
@NullMarked
package dev.runtree.agent.run;

import org.jspecify.annotations.NullMarked;
