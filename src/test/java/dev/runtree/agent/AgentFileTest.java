package dev.runtree.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.agent.guardrail.Checked;
import dev.runtree.agent.guardrail.Guardrail;
import dev.runtree.agent.guardrail.Verdict;
import dev.runtree.agent.hook.Hook;
import dev.runtree.agent.model.BadModel;
import dev.runtree.agent.run.RunInput;
import dev.runtree.agent.tool.AgentTool;
import dev.runtree.agent.tool.ToolPolicy;
import dev.runtree.yaml.BadFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AgentFileTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void script() throws IOException {
        file = folder.resolve("agent.yaml");
        Files.writeString(folder.resolve("hello.yaml"), "answers: [{text: hi}]");
    }

    private AgentFile read(String text) throws IOException {
        Files.writeString(file, text);
        return AgentFile.read(file, Map.of(), null);
    }

    @Test
    void describes_a_whole_agent() throws IOException {
        var read = read("""
                name: Travel desk
                model: scripted:hello.yaml
                instructions: |
                  Be kind.
                temperature: 0.2
                max_tokens: 500
                max_steps: 7
                history: 3
                tools: [clock, calculator]
                user: ana
                session: s-1
                """);

        var agent = (Agent) read.component();
        assertThat(agent.id()).isEqualTo("travel-desk");
        assertThat(agent.name()).isEqualTo("Travel desk");
        assertThat(agent.instructions()).isEqualTo("Be kind.\n");
        assertThat(agent.model()).hasToString("scripted:hello");
        assertThat(agent.tools()).extracting(AgentTool::name).containsExactly("clock", "calculator");
        assertThat(agent.sampling()).isEqualTo(new Agent.Sampling(0.2, null, 500));
        assertThat(agent.limits().maxSteps()).isEqualTo(7);
        assertThat(agent.history().runs()).isEqualTo(3);
        assertThat(read.request("Hello")).isEqualTo(new RunRequest("Hello", "ana", "s-1"));
    }

    /** Named in a file. */
    public static final class Polish {
        @Hook
        public String polish(RunInput input) {
            return input.message() + ", please";
        }
    }

    /** Named in a file. */
    public static final class Polite implements Guardrail {
        @Override
        public String name() {
            return "polite";
        }

        @Override
        public Verdict check(Checked checked) {
            return new Verdict.Passed();
        }
    }

    @Test
    void describes_limits_hooks_guardrails_and_answers() throws IOException {
        var agent = (Agent) read("""
                name: desk
                model: scripted:hello.yaml
                history: {runs: 4, tokens: 8000}
                run_timeout: 2m
                model_timeout: 90s
                tool_timeout: 1.5s
                hook_timeout: 3s
                retries: 0
                parallel_tools: 1
                tools:
                  - clock
                  - {use: calculator, timeout: 10s, stop_after: true}
                confirm: [clock]
                confirm_within: 2h
                pre_hooks: [dev.runtree.agent.AgentFileTest$Polish]
                guardrails:
                  pre: [personal_data, {maximum_length: 2000}, {forbidden_topics: [medical advice, politics]}]
                  post: [{personal_data: mask}, dev.runtree.agent.AgentFileTest$Polite]
                output: {type: object, properties: {city: {type: string}}, required: [city]}
                state: {city: Lisbon, nights: 2}
                """).component();

        assertThat(agent.history()).isEqualTo(new History(4, 8000));
        assertThat(agent.limits().run()).isEqualTo(Duration.ofMinutes(2));
        assertThat(agent.limits().model()).isEqualTo(Duration.ofSeconds(90));
        assertThat(agent.limits().tool()).isEqualTo(Duration.ofMillis(1500));
        assertThat(agent.limits().hook()).isEqualTo(Duration.ofSeconds(3));
        assertThat(agent.limits().retries()).isZero();
        assertThat(agent.limits().parallelTools()).isEqualTo(1);
        assertThat(agent.tools())
                .extracting(AgentTool::policy)
                .containsExactly(
                        new ToolPolicy(null, true, Duration.ofHours(2), false),
                        new ToolPolicy(Duration.ofSeconds(10), false, null, true));
        assertThat(agent.hooks().before()).hasToString("[polish]");
        assertThat(agent.guardrails().before())
                .extracting(Guardrail::name)
                .containsExactly("personal_data", "maximum_length", "forbidden_topics");
        assertThat(agent.guardrails().after()).extracting(Guardrail::name).containsExactly("personal_data", "polite");
        assertThat(agent.output()).isNotNull();
        assertThat(agent.state()).hasToString("{\"city\":\"Lisbon\",\"nights\":2}");
    }

    @Test
    void mistakes_in_hooks_guardrails_and_answers_have_their_places() {
        var start = "name: x\nmodel: scripted:hello.yaml\n";
        mistake(start + "run_timeout: soon\n", ":3:14: a time such as 250ms");
        mistake(start + "pre_hooks: [com.example.None]\n", ":3:13: there is no class com.example.None");
        mistake(
                start + "post_hooks:\n  - dev.runtree.agent.AgentFileTest$Polite\n",
                ":4:5: dev.runtree.agent.AgentFileTest$Polite has no public method with @Hook");
        mistake(start + "guardrails: {pre: [polite]}\n", ":3:20: there is no guardrail \"polite\"");
        mistake(start + "guardrails: {pre: [java.lang.Object]}\n", ":3:20: the class java.lang.Object is no ");
        mistake(start + "guardrails: {post: [{personal_data: hide}]}\n", ":3:37: mask or refuse was expected here");
        mistake(start + "output: {type: string}\n", ":3:9: the schema of an answer must be of \"type\": \"object\"");
        mistake(start + "output: none.json\n", ":3:9: the file ");
        mistake(start + "tools: [{use: clock, timeout: 0s}]\n", ":3:31: a time limit has to be longer than nothing");
        mistake(start + "confirm: [pay]\n", ":3:11: the agent x has no tool named pay");
        mistake(start + "history: {runs: -1}\n", ":3:17: a whole number of at least 0");
    }

    @Test
    void every_mistake_has_its_line_and_column() {
        mistake("nam: x\nmodel: scripted:hello.yaml\n", ":1:1: unknown key \"nam\"; did you mean \"name\"?");
        mistake("model: scripted:hello.yaml\n", ":1:1: \"name\" is missing");
        mistake("name: x\n", ":1:1: \"model\" is missing");
        mistake(
                "name: x\nmodel: scripted:hello.yaml\ntemperature: warm\n",
                ":3:14: a number was expected here, not \"warm\"");
        mistake(
                "name: x\nmodel: scripted:hello.yaml\ntemperature: 3\n",
                ":3:14: a number from 0.0 to 2.0 was expected");
        mistake("name: x\nmodel: scripted:hello.yaml\nmax_steps: 0\n", ":3:12: a whole number of at least 1");
        mistake(
                "name: x\nmodel: scripted:hello.yaml\ntools:\n  - clock\n  - calculater\n",
                ":5:5: there is no tool \"calculater\"; did you mean \"calculator\"?");
        mistake(
                "name: x\nmodel: scripted:hello.yaml\ntools: [com.example.Nothing]\n",
                ":3:9: there is no class com.example.Nothing on the class path");
        mistake("name: x\nmodel: opanai:y\n", ":2:8: \"opanai:y\" names no model");
        mistake(
                "name: x\nmodel: openai:y\n",
                ":2:8: openai:y needs a key: set the environment variable OPENAI_API_KEY");
        mistake("name: x\nname: y\nmodel: scripted:hello.yaml\n", ":2:1: the key \"name\" stands here a second time");
        mistake("name: {a: b}\nmodel: scripted:hello.yaml\n", ":1:7: text was expected here, not keys and values");
        mistake("name: [x\nmodel: y\n", ":2:6: not valid YAML");
        mistake("- a\n- b\n", ":1:1: keys and values were expected here, not a list");
        mistake("", ":1:1: the file is empty");
        mistake("name: \"\"\nmodel: scripted:hello.yaml\n", ":1:7: this must not be empty");
    }

    private void mistake(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .as(text)
                .isInstanceOf(BadFile.class)
                .hasMessageContaining(file + message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void a_file_that_cannot_be_read_is_named() throws IOException {
        assertThatThrownBy(() -> AgentFile.read(folder.resolve("none.yaml"), null))
                .isInstanceOf(BadFile.class)
                .hasMessageEndingWith("none.yaml: there is no such file");
        Files.write(file, "name: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> AgentFile.read(file, null))
                .hasMessageEndingWith("agent.yaml:1:10: the file is not UTF-8 text from here on; save it as UTF-8");
    }

    @Test
    void another_model_replaces_the_files_own_which_is_then_not_opened() throws IOException {
        Files.writeString(file, "name: x\nmodel: openai:needs-a-key\n");

        var read = AgentFile.read(file, Map.of(), "ollama:small");

        assertThat(((Agent) read.component()).model()).hasToString("ollama:small");
        assertThatThrownBy(() -> AgentFile.read(file, Map.of(), "nonsense")).isInstanceOf(BadModel.class);
    }

    @Test
    void the_example_in_the_documentation_can_be_read() {
        assertThat(((Agent) AgentFile.read(Path.of("docs/examples/assistant.yaml"), Map.of(), null)
                                .component())
                        .tools())
                .hasSize(2);
        var concierge = (Agent) AgentFile.read(Path.of("docs/examples/concierge.yaml"), Map.of(), null)
                .component();
        assertThat(concierge.guardrails().before()).hasSize(2);
        assertThat(concierge.state()).isNotEmpty();
    }
}
