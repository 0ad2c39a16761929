/**
 * Hooks: code of the application's that is called before and after agents, teams and tools. On the way of the answer they see
 * and may change what goes in and what comes out, and may stop the run; in the background they come after the answer.
 */
@NullMarked
package dev.runtree.agent.hook;

import org.jspecify.annotations.NullMarked;
