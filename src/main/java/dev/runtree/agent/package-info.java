/**
 * The embedded runtime: runs agents in this process and records every step of them.
 *
 * <pre>{@code
 * Agent agent = Agent.builder("weather")
 *         .instructions("Answer questions about the weather.")
 *         .model(Models.here().open("openai:gpt-4.1-mini"))
 *         .tools(new WeatherTools())
 *         .build();
 *
 * try (AgentOs agentOs = AgentOs.builder().agents(agent).db(database).tracing(true).build()) {
 *     RunOutput output = agentOs.run(agent, RunRequest.of("Will it rain in Lisbon?").user("ana").session("s-1"));
 *     output.content();
 * }
 * }</pre>
 *
 * <p>An agent described in a file is opened by {@link dev.runtree.agent.AgentFile#read}, which gives the agent and the
 * user and session that the file names:
 *
 * <pre>{@code
 * AgentFile file = AgentFile.read(path, null);  // or a model such as "ollama:qwen3" in place of the file's
 * try (AgentOs agentOs = AgentOs.builder().files(file).db(database).build()) {
 *     RunOutput output = agentOs.run(file.component(), file.request("What time is it?"), event -> {});
 *     output.stored().join();  // the run's spans are in the database, or the exception says why they are not
 * }
 * }</pre>
 *
 * <p>Beneath it: {@code model} (language models), {@code tool} (Java methods that models call), {@code trace} (spans),
 * {@code yaml} (files with line and column); {@code demo} stands on top. What cannot be used as written is told by
 * {@link dev.runtree.yaml.BadFile}, {@link dev.runtree.agent.model.BadModel} and {@link
 * dev.runtree.agent.tool.BadTool}; what goes wrong in a run is told by its {@link dev.runtree.agent.RunOutput}.
 */
@NullMarked
package dev.runtree.agent;

import org.jspecify.annotations.NullMarked;
