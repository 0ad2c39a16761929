package dev.runtree.agent;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.agent.hook.Hook;
import dev.runtree.agent.model.Models;
import dev.runtree.agent.retrieval.Knowledge;
import dev.runtree.agent.run.RunInput;
import dev.runtree.agent.tool.Tool;
import dev.runtree.agent.tool.ToolFailure;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the founding text says is captured, read out of its table and looked for in what is stored of one run that has all of
 * it, by the SQL that anybody may ask.
 */
@Timeout(60)
final class SeedTableTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final String LEADER = """
        model: lead-1
        answers:
          - when: {step: 1}
            call: [{id: d1, tool: delegate_task, arguments: {member: flights, task: "to Berlin plz"}}]
            usage: {input: 300, output: 30}
          - text: "The team says: ${result}"
            usage: {input: 400, output: 40}
        """;
    private static final String MEMBER = """
        model: travel-1
        answers:
          - when: {step: 1}
            text: "I look."
            call:
              - {id: c1, tool: search_flights, arguments: {city: Berlin}}
              - {id: c2, tool: search_flights, arguments: {city: Atlantis}}
            usage: {input: 412, output: 38}
            delay: 30ms
          - text: "There is one on Friday."
            usage: {input: 500, output: 20}
        """;

    /** A question of SQL about the spans of one name, and what it answers for each of them, in any order. */
    private record Find(String span, String sql, List<String> values) {}

    private static Find find(String span, String sql, String... values) {
        return new Find(span, sql, List.of(values));
    }

    private static final String RUN = "agent.Flights";
    private static final String CALL = "llm.travel-1";
    private static final String TOOL = "tool.search_flights";
    private static final String LOOKED = "retrieval.lucene";
    private static final String HANDED = "delegate.flights";

    /** Where each attribute is found that the table names, and what it is in the run. */
    private static final Map<String, Map<String, List<Find>>> PLACES = Map.ofEntries(
            entry(
                    "Run",
                    Map.of(
                            "agent_id", List.of(find(RUN, "agent_id", "flights")),
                            "user_id", List.of(find(RUN, "user_id", "ana")),
                            "session_id", List.of(find(RUN, "session_id", "trip-7")),
                            "model", List.of(find(RUN, "model", "travel-1")),
                            "latency", List.of(find(RUN, "end_time - start_time >= interval '50 ms'", "true")),
                            "status", List.of(find(RUN, "status", "ok")))),
            entry(
                    "LLM call",
                    Map.of(
                            "Model", List.of(find(CALL, "model", "travel-1", "travel-1")),
                            "prompt tokens", List.of(find(CALL, "input_tokens", "412", "500")),
                            "completion tokens", List.of(find(CALL, "output_tokens", "38", "20")),
                            "temperature",
                                    List.of(find(CALL, "attributes->>'gen_ai.request.temperature'", "0.2", "0.2")),
                            "tool calls returned",
                                    List.of(find(
                                            CALL,
                                            "attributes->>'gen_ai.output.messages' LIKE"
                                                    + " '%\"search_flights\"%Atlantis%'",
                                            "true",
                                            "false")))),
            entry(
                    "Tool",
                    Map.of(
                            "Tool name", List.of(find(TOOL, "tool_name", "search_flights", "search_flights")),
                            "arguments",
                                    List.of(find(
                                            TOOL,
                                            "attributes->>'gen_ai.tool.call.arguments'",
                                            "{\"city\":\"Berlin\"}",
                                            "{\"city\":\"Atlantis\"}")),
                            "result",
                                    List.of(find(
                                            TOOL,
                                            "attributes->>'gen_ai.tool.call.result'",
                                            "one on Friday",
                                            "NO_AIRPORT: Atlantis has sunk")),
                            "duration",
                                    List.of(find(TOOL, "end_time - start_time >= interval '20 ms'", "true", "true")),
                            "exception (if any)",
                                    List.of(
                                            find(TOOL, "status", "ok", "error"),
                                            find(
                                                    TOOL,
                                                    "events->0->'attributes'->>'exception.message'",
                                                    "null",
                                                    "NO_AIRPORT: Atlantis has sunk"),
                                            find(
                                                    TOOL,
                                                    "events->0->'attributes'->>'exception.stacktrace' LIKE"
                                                            + " '%Desk.searchFlights%'",
                                                    "null",
                                                    "true")))),
            entry(
                    "Pre/post hook",
                    Map.of(
                            "Hook name",
                                    List.of(
                                            find("hook.pre.polish", "attributes->>'runtree.hook.name'", "polish"),
                                            find("hook.post.sign", "attributes->>'runtree.hook.name'", "sign")),
                            "duration",
                                    List.of(
                                            find(
                                                    "hook.pre.polish",
                                                    "end_time - start_time >= interval '10 ms'",
                                                    "true"),
                                            find("hook.post.sign", "end_time >= start_time", "true")),
                            "modified input/output",
                                    List.of(
                                            find("hook.pre.polish", "attributes->>'runtree.input'", "to Berlin plz"),
                                            find(
                                                    "hook.pre.polish",
                                                    "attributes->>'runtree.output'",
                                                    "to Berlin please"),
                                            find(
                                                    "hook.post.sign",
                                                    "attributes->>'runtree.input'",
                                                    "There is one on Friday."),
                                            find(
                                                    "hook.post.sign",
                                                    "attributes->>'runtree.output'",
                                                    "There is one on Friday. Yours, the desk")))),
            entry(
                    "Retrieval",
                    Map.of(
                            "Query",
                                    List.of(find(
                                            LOOKED, "attributes->>'gen_ai.retrieval.query.text'", "to Berlin please")),
                            "vector store", List.of(find(LOOKED, "attributes->>'runtree.retrieval.store'", "lucene")),
                            "k", List.of(find(LOOKED, "attributes->>'gen_ai.request.top_k'", "3")),
                            "returned docs",
                                    List.of(find(
                                            LOOKED,
                                            "(attributes->>'gen_ai.retrieval.documents')::json->0->>'content' LIKE"
                                                    + " '%Berlin has one airport%'",
                                            "true")),
                            "scores",
                                    List.of(find(
                                            LOOKED,
                                            "((attributes->>'gen_ai.retrieval.documents')::json->0->>'score')::float8"
                                                    + " > 0",
                                            "true")))),
            entry(
                    "Team delegation",
                    Map.of(
                            "Member name", List.of(find(HANDED, "attributes->>'runtree.delegation.member'", "flights")),
                            "mode", List.of(find(HANDED, "attributes->>'runtree.delegation.mode'", "coordinate")),
                            "sub-run trace",
                                    List.of(
                                            find(
                                                    HANDED,
                                                    "(SELECT below.span_name FROM agno_spans below WHERE"
                                                            + " below.trace_id = s.trace_id AND below.parent_span_id ="
                                                            + " s.span_id)",
                                                    RUN),
                                            find(
                                                    HANDED,
                                                    "(SELECT run.agent_id || ' in ' || team.team_id FROM agno_sessions"
                                                            + " run JOIN agno_team_sessions team ON team.id ="
                                                            + " run.parent_run_id WHERE run.id ="
                                                            + " s.attributes->>'runtree.delegation.run_id')",
                                                    "flights in travel-desk")))));

    private static List<String> table = List.of();
    private static RunOutput output;

    @TempDir
    static Path folder;

    /** The member's tool: it finds something, or throws. */
    public static final class Desk {
        @Tool("Searches flights")
        public String searchFlights(String city) throws InterruptedException {
            Thread.sleep(20);
            if (city.equals("Atlantis")) {
                throw new ToolFailure("NO_AIRPORT", "Atlantis has sunk");
            }
            return "one on Friday";
        }
    }

    /** Changes what is asked. */
    public static final class Before {
        @Hook
        public RunInput polish(RunInput input) throws InterruptedException {
            Thread.sleep(10);
            return input.withMessage(input.message().replace("plz", "please"));
        }
    }

    /** Changes what is answered. */
    public static final class After {
        @Hook
        public String sign(RunOutput run) {
            return run.content() + " Yours, the desk";
        }
    }

    @BeforeAll
    static void run() throws IOException {
        try (var text = Objects.requireNonNull(SeedTableTest.class.getResourceAsStream("/seed/observability.md"))) {
            table = new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .dropWhile(line -> !line.equals("SpanAttributes"))
                    .skip(1)
                    .takeWhile(line -> !line.startsWith("Traces follow"))
                    .toList();
        }
        Files.writeString(folder.resolve("lead.yaml"), LEADER);
        Files.writeString(folder.resolve("travel.yaml"), MEMBER);
        Files.writeString(
                Files.createDirectory(folder.resolve("guide")).resolve("berlin.md"),
                "# Berlin\n\nBerlin has one airport, BER. A train goes to the centre.\n");
        var models = new Models(folder, Map.of());
        var flights = Agent.builder("flights")
                .name("Flights")
                .model(models.open("scripted:travel.yaml"))
                .temperature(0.2)
                .tools(new Desk())
                .preHooks(new Before())
                .postHooks(new After())
                .knowledge(Knowledge.folder(folder.resolve("guide"))
                        .k(3)
                        .mode(Knowledge.Mode.ALWAYS)
                        .build())
                .build();
        var team = Team.ledBy(Agent.builder("travel-desk")
                        .model(models.open("scripted:lead.yaml"))
                        .build())
                .members(flights)
                .build();
        try (var agentOs = AgentOs.builder().components(team).db(db.database()).build()) {
            output = agentOs.run(
                    team, RunRequest.of("A flight to Berlin").user("ana").session("trip-7"));
        }
        output.stored().join();
    }

    @Test
    void the_run_went_as_it_should() {
        assertThat(output.content()).isEqualTo("The team says: There is one on Friday. Yours, the desk");
    }

    @TestFactory
    Stream<DynamicContainer> each_line_of_the_table() {
        assertThat(table).hasSize(PLACES.size());
        return table.stream().map(line -> {
            var step = PLACES.keySet().stream()
                    .filter(line::startsWith)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("nobody looks for this line of the table: " + line));
            return DynamicContainer.dynamicContainer(
                    step,
                    Arrays.stream(line.substring(step.length()).split(", "))
                            .map(attribute -> DynamicTest.dynamicTest(attribute, () -> look(step, attribute))));
        });
    }

    private static void look(String step, String attribute) throws SQLException {
        var places = PLACES.getOrDefault(step, Map.of()).getOrDefault(attribute, List.of());
        assertThat(places)
                .as("where \"%s\" of \"%s\" is found", attribute, step)
                .isNotEmpty();
        for (var place : places) {
            assertThat(ask(place)).as(place.sql()).containsExactlyInAnyOrderElementsOf(place.values());
        }
    }

    private static List<String> ask(Find find) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        db.target().url(), db.target().user(), db.target().password());
                var statement = connection.prepareStatement(
                        "SELECT (" + find.sql() + ")::text FROM agno_spans s WHERE trace_id = ? AND span_name = ?")) {
            statement.setString(1, output.id().traceId());
            statement.setString(2, find.span());
            try (var rows = statement.executeQuery()) {
                var found = new ArrayList<String>();
                while (rows.next()) {
                    found.add(String.valueOf(rows.getString(1)));
                }
                return found;
            }
        }
    }
}
