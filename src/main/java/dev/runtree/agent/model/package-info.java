/**
 * Language models, whoever serves them: a {@link dev.runtree.agent.model.Model} over LangChain4j, chosen by a text such as
 * {@code openai:gpt-4.1-mini}, and a scripted one that answers from a file and costs nothing.
 */
@NullMarked
package dev.runtree.agent.model;

import org.jspecify.annotations.NullMarked;
