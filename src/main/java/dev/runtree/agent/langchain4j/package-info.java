/**
 * Records LangChain4j applications that are not built on {@link dev.runtree.agent.AgentOs}: by listeners that they register
 * with their models and AI services, through the same recorder into the same database.
 */
@NullMarked
package dev.runtree.agent.langchain4j;

import org.jspecify.annotations.NullMarked;
