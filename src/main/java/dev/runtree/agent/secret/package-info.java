/**
 * Keeps what a program was given in secret (keys of models, headers and environment of servers) out of what it tells: messages,
 * steps, and the whole chain of an exception, which goes to the log and to the step's events.
 */
@NullMarked
package dev.runtree.agent.secret;

import org.jspecify.annotations.NullMarked;
