package dev.runtree.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.agent.hook.Hook;
import dev.runtree.yaml.BadFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that name other files. */
final class TeamAndWorkflowFileTest {
    @TempDir
    Path folder;

    /** A step that a file names by its class. */
    public static final class Shout implements StepFunction {
        @Override
        public String call(StepInput input) {
            return input.previous().toUpperCase(java.util.Locale.ROOT);
        }
    }

    @BeforeEach
    void agents() throws IOException {
        write("echo.script.yaml", "answers: [{text: \"${user}\"}]");
        for (var name : new String[] {"flights", "hotels", "classify"}) {
            write(name + ".yaml", "name: " + name + "\nmodel: scripted:echo.script.yaml\n");
        }
    }

    @Test
    void a_file_with_members_is_a_team() throws IOException {
        var read = read("""
            name: Travel desk
            model: scripted:echo.script.yaml
            mode: route
            members:
              - flights.yaml
              - file: hotels.yaml
                role: finds rooms
            """);

        assertThat(read.component()).isInstanceOfSatisfying(Team.class, team -> {
            assertThat(team.id()).isEqualTo("travel-desk");
            assertThat(team.mode()).isEqualTo(TeamMode.ROUTE);
            assertThat(team.members()).extracting(TeamMember::id).containsExactly("flights", "hotels");
            assertThat(team.members()).extracting(TeamMember::role).containsExactly(null, "finds rooms");
        });
    }

    @Test
    void teams_can_be_members() throws IOException {
        write("inner.yaml", "name: inner\nmodel: scripted:echo.script.yaml\nmembers: [flights.yaml]\n");

        var read = read("name: x\nmodel: scripted:echo.script.yaml\nmembers: [inner.yaml, hotels.yaml]\n");

        assertThat(((Team) read.component()).members().getFirst().component()).isInstanceOf(Team.class);
    }

    @Test
    void a_file_with_steps_is_a_workflow_that_runs() throws IOException {
        var read = read("""
            name: Refund flow
            steps:
              - agent: classify.yaml
                prompt: "about {{message}}"
              - name: look
                parallel:
                  - {agent: flights.yaml, name: out}
                  - {agent: hotels.yaml, name: stay, prompt: "{{outputs.classify}}!"}
              - name: sure
                when: {output: stay, contains: REFUND}
                then: [{name: shout, call: "dev.runtree.agent.TeamAndWorkflowFileTest$Shout"}]
              - name: desk
                routes: [{agent: flights.yaml}, {agent: hotels.yaml, name: hotels, prompt: "{{outputs.stay}}?"}]
                by: {output: stay}
              - name: polish
                loop: [{agent: classify.yaml, name: again, prompt: "{{previous}}+"}]
                until: {matches: "\\\\+\\\\+$"}
                most: 5
            """);

        try (var agentOs = AgentOs.builder().tracing(false).files(read).build()) {
            var output = agentOs.run("refund-flow", RunRequest.of("refund of hotels"));

            assertThat(output.error()).isNull();
            assertThat(output.content()).isEqualTo("about refund of hotels!?++");
        }
    }

    /** A hook that a file names. */
    public static final class Loud {
        @Hook
        public String shout(RunOutput output) {
            return output.content().toUpperCase(Locale.ROOT);
        }
    }

    @Test
    void a_workflow_has_limits_and_hooks_of_its_own() throws IOException {
        var read = read("""
            name: Short
            run_timeout: 90s
            hook_timeout: 5s
            post_hooks: ["dev.runtree.agent.TeamAndWorkflowFileTest$Loud"]
            steps: [{agent: flights.yaml, prompt: "{{message}}"}]
            """);

        var flow = (Workflow) read.component();
        assertThat(flow.runTimeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(flow.hookTimeout()).isEqualTo(Duration.ofSeconds(5));
        try (var agentOs = AgentOs.builder().tracing(false).files(read).build()) {
            assertThat(agentOs.run("short", RunRequest.of("aloud")).content()).isEqualTo("ALOUD");
        }
        mistake("name: x\nrun_timeout: 0s\nsteps: [{agent: flights.yaml}]\n", "file.yaml:2:14: a time limit has to be");
        mistake("name: x\nrun_timeout: soon\nsteps: [{agent: flights.yaml}]\n", "file.yaml:2:14: a time such as 250ms");
        mistake("name: x\npre_hooks: [java.lang.Object]\nsteps: [{agent: flights.yaml}]\n", "file.yaml:2:13: ");
        mistake("""
            name: x
            pre_hooks: ["dev.runtree.agent.TeamAndWorkflowFileTest$Loud"]
            steps: [{agent: flights.yaml}]
            """, "file.yaml:2:13: ");
    }

    /** What no one means to write: one line each, with the place, and nothing that takes long or all memory. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: [x]\nmodel: scripted:echo.script.yaml\n",
                "- name: x\n",
                "just words\n",
                "name: x\n\tmodel: y\n",
                "name: x\nmodel: scripted:echo.script.yaml\nmodel: again\n",
                "name: x\nmodel: scripted:echo.script.yaml\nstate: {a: 1, a: 2}\n",
                "name: x\nmodel: scripted:none.yaml\n",
                "name: x\nmodel: \"scripted:a\\0b\"\n",
                "name: x\nmodel: openai:gpt\n",
                "name: x\nmodel: scripted:echo.script.yaml\nmembers: [\"a\\0b\"]\n",
                "name: x\nmodel: scripted:echo.script.yaml\nmembers: {a: b}\n",
                "name: x\nmodel: scripted:echo.script.yaml\nmembers: [[flights.yaml]]\n",
                "name: x\nmodel: scripted:echo.script.yaml\ntools: 7\n",
                "name: x\nmodel: scripted:echo.script.yaml\nguardrails: [personal_data]\n",
                "name: x\nmodel: scripted:echo.script.yaml\nmax_steps: 1e3\n",
                "name: x\nmodel: scripted:echo.script.yaml\nmax_tokens: 99999999999\n",
                "name: x\nmodel: scripted:echo.script.yaml\ntemperature: .nan\n",
                "name: x\nmodel: scripted:echo.script.yaml\nhistory: -1\n",
                "name: x\nmodel: scripted:echo.script.yaml\noutput: [1]\n",
                "name: x\nmodel: scripted:echo.script.yaml\noutput: {type: nothing}\n",
                "name: x\nmodel: scripted:echo.script.yaml\noutput: none.json\n",
                "name: x\nmodel: scripted:echo.script.yaml\nconfirm: [no_such_tool]\n",
                "name: x\nmodel: scripted:echo.script.yaml\npre_hooks: [\"a/b\"]\n",
                "name: x\nmodel: scripted:echo.script.yaml\nmcp: [{command: [a], env: {K: \"${NOT_SET_4711}\"}}]\n",
                "name: x\nmodel: scripted:echo.script.yaml\nmcp: [{url: \"${NOT_SET_4711}\"}]\n",
                "name: x\nmodel: scripted:echo.script.yaml\nmcp: [{url: nowhere}]\n",
                "name: x\nmodel: scripted:echo.script.yaml\nmcp: [{command: [a], name: m}, {command: [b], name: m}]\n",
                "name: x\nmodel: scripted:echo.script.yaml\nknowledge: [{folder: \"a\\0b\"}]\n",
                "name: x\nmodel: scripted:echo.script.yaml\nstate: &s {again: *s}\n",
                "name: x\nsteps: &s [{name: a, parallel: *s}]\n",
                "name: x\nsteps: *nobody\n",
                "name: x\nsteps: []\n",
                "name: x\nsteps: {}\n",
                "name: x\nsteps: [7]\n",
                "name: x\nsteps: [{agent: [flights.yaml]}]\n",
                "name: x\nsteps: [{agent: .}]\n",
                "name: x\nsteps: [{name: a, loop: [{agent: flights.yaml}]}]\n",
                "name: x\nsteps: [{name: a, loop: [{agent: flights.yaml}], until: {contains: x}, most: 0}]\n",
                "name: x\nsteps: [{name: a, routes: [{agent: flights.yaml}], by: x}]\n",
                "name: x\nmembers: [flights.yaml]\nsteps: [{agent: flights.yaml}]\n",
                "name: x\n---\nname: y\n",
                "name: \u0007x\nmodel: scripted:echo.script.yaml\n",
                "name: !!java.net.URL [x]\nmodel: scripted:echo.script.yaml\n",
                "a: &a [x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d"
                        + " [*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e]\n",
            })
    void what_nobody_means_is_told_in_one_line_at_its_place(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(BadFile.class)
                .satisfies(
                        problem -> assertThat(problem.getMessage()).matches(".*[a-z]\\.yaml:\\d+:\\d+: \\S.{9,400}"));
    }

    @Test
    void files_that_are_none_are_told_and_a_mark_at_the_beginning_is_passed_over() throws IOException {
        var deep = "name: x\nstate: " + "[".repeat(200) + "]".repeat(200) + "\n";
        mistake(deep, "file.yaml:2:108: this lies more than 100 levels deep");
        mistake("name: x\nstate: " + "[".repeat(5_000) + "\n", "file.yaml:1:1: not valid YAML: ");
        mistake("#" + "x".repeat(4 << 20), "file.yaml:1:1: the file has 4 MiB, and at most 3 MiB are read");
        Files.write(
                folder.resolve("latin.yaml"),
                "name: x\ninstructions: Gr\u00fc\u00dfe\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> AgentFile.read(folder.resolve("latin.yaml"), Map.of(), null))
                .hasMessageEndingWith("latin.yaml:2:17: the file is not UTF-8 text from here on; save it as UTF-8");
        assertThatThrownBy(() -> AgentFile.read(folder, Map.of(), null)).isInstanceOf(BadFile.class);
        assertThat(read("\ufeffname: x\r\nmodel: scripted:echo.script.yaml\r\n")
                        .component()
                        .name())
                .isEqualTo("x");
        write("one.yaml", "name: one\nmodel: scripted:echo.script.yaml\nmembers: [two.yaml]\n");
        write("two.yaml", "name: two\nmodel: scripted:echo.script.yaml\nmembers: [./one.yaml]\n");
        assertThatThrownBy(() -> AgentFile.read(folder.resolve("one.yaml"), Map.of(), null))
                .hasMessageEndingWith("two.yaml:3:11: the file ./one.yaml names itself, directly or by others");
    }

    @Test
    void every_mistake_has_its_line_and_column() throws IOException {
        write("broken.yaml", "name: broken\nmodel: scripted:echo.script.yaml\ntemperature: warm\n");
        var team = "name: x\nmodel: scripted:echo.script.yaml\n";
        mistake(team + "members: [trains.yaml]\n", "file.yaml:3:11: there is no file trains.yaml beside this one");
        mistake(team + "members: [file.yaml]\n", "file.yaml:3:11: the file file.yaml names itself");
        mistake(team + "members: [broken.yaml]\n", "broken.yaml:3:14: a number was expected here");
        mistake(
                team + "members: [flights.yaml, flights.yaml]\n",
                "file.yaml:3:25: the team x has two of the id \"flights\"");
        mistake(team + "members: []\n", "file.yaml:3:10: the team x has no members");
        mistake(team + "mode: route\n", "file.yaml:3:7: a mode is for a team, and no \"members\" are named");
        mistake(team + "mode: lead\nmembers: [flights.yaml]\n", "file.yaml:3:7: coordinate, route or collaborate");
        var flow = "name: x\nsteps:\n";
        mistake(flow + "  - agent: trains.yaml\n", "file.yaml:3:12: there is no file trains.yaml");
        mistake(flow + "  - {name: a}\n", "file.yaml:3:5: a step has one of \"agent\"");
        mistake(flow + "  - {nam: a}\n", "file.yaml:3:6: unknown key \"nam\"; did you mean \"name\"?");
        mistake(flow + "  - {name: a, call: com.example.No}\n", "file.yaml:3:21: there is no class com.example.No");
        mistake(flow + "  - {name: a, when: {contain: x}, then: [{agent: flights.yaml}]}\n", "unknown key \"contain\"");
        mistake(flow + "  - {name: a, when: {matches: \"(\"}, then: []}\n", "this is no regular expression");
        mistake(flow + "  - {name: a, parallel: []}\n", "file.yaml:3:25: a step is needed here");
        mistake(
                flow + "  - agent: flights.yaml\n  - agent: flights.yaml\n",
                "file.yaml:4:5: the workflow x has two steps named \"flights\"");
    }

    @Test
    void an_id_belongs_to_one_file() throws IOException {
        write("rooms.yaml", "name: Rooms\nid: flights\nmodel: scripted:echo.script.yaml\n");
        write("trips.yaml", "name: X\nmodel: scripted:echo.script.yaml\n");
        write("inner.yaml", "name: inner\nmodel: scripted:echo.script.yaml\nmembers: [rooms.yaml]\n");
        var taken = "rooms.yaml:2:5: the id \"flights\" is that of flights.yaml as well; give one of them another";
        var team = "name: x\nmodel: scripted:echo.script.yaml\n";
        mistake(team + "members: [flights.yaml, rooms.yaml]\n", taken);
        mistake(team + "members: [flights.yaml, inner.yaml]\n", taken);
        mistake("name: x\nsteps:\n  - agent: flights.yaml\n  - {agent: rooms.yaml, name: b}\n", taken);
        mistake(team + "members: [trips.yaml]\n", "trips.yaml:1:7: the id \"x\" is that of file.yaml as well");
        assertThat(read("name: y\nsteps:\n  - agent: flights.yaml\n  - {agent: flights.yaml, name: again}\n")
                        .component()
                        .id())
                .isEqualTo("y");
    }

    @Test
    void another_model_plays_all_that_the_file_names() throws IOException {
        write("file.yaml", "name: x\nmodel: ollama:a\nmembers: [flights.yaml]\n");

        var team = (Team) AgentFile.read(folder.resolve("file.yaml"), Map.of(), "ollama:small")
                .component();

        assertThat(team.leader().model()).hasToString("ollama:small");
        assertThat(((Agent) team.members().getFirst().component()).model()).hasToString("ollama:small");
    }

    @Test
    void a_definition_is_another_when_a_file_that_it_names_is() throws IOException {
        var text = "name: x\nmodel: scripted:echo.script.yaml\nmembers: [flights.yaml]\n";
        var before = read(text).definition().digest();
        assertThat(read(text).definition().digest()).isEqualTo(before);

        write("flights.yaml", "name: flights\nmodel: scripted:echo.script.yaml\ntemperature: 1\n");

        assertThat(read(text).definition().digest()).isNotEqualTo(before);
    }

    private void mistake(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(BadFile.class).hasMessageContaining(message);
    }

    private AgentFile read(String text) throws IOException {
        write("file.yaml", text);
        return AgentFile.read(folder.resolve("file.yaml"), Map.of(), null);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
