/**
 * Tools of MCP servers: programs that are started with their standard input and output, and servers reached over streamable
 * HTTP. A server is started with the first run that needs it, stays for the runs after it, and ends with the {@code AgentOs}.
 *
 * <p>What such a server does wrong is told in one line, on the step of the call or of the start; it holds no run up for
 * longer than its time-outs. Values that it is given in secret are taken out of everything that it says.
 */
@NullMarked
package dev.runtree.agent.mcp;

import org.jspecify.annotations.NullMarked;
