/** Guardrails: checks of what an agent is asked and of what it answers, which may change the text or stop the run. */
@NullMarked
package dev.runtree.agent.guardrail;

import org.jspecify.annotations.NullMarked;
