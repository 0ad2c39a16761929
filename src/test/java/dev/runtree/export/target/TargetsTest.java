package dev.runtree.export.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.otlp.profile.Profile;
import dev.runtree.settings.OwnerOnly;
import dev.runtree.settings.RuntreeHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The targets of a home: what is on disk, and what is not. */
class TargetsTest {
    private static final TargetSecrets KEY =
            new TargetSecrets(Map.of("key", "write-token-1", "header x-team", "blue-secret"));

    @TempDir
    Path folder;

    private RuntreeHome home;
    private Targets targets;

    @BeforeEach
    void open() {
        home = new RuntreeHome(folder);
        targets = new Targets(home);
    }

    @Test
    void a_target_is_found_again_and_its_secrets_are_nowhere_in_the_file() throws IOException {
        var target = new Target(
                "prod.eu-1",
                Preset.LOGFIRE,
                Map.of("region", "eu"),
                "agent:support -env:test",
                0.25,
                Redacting.CONTENT,
                Profile.OPENINFERENCE,
                new Transport(Protocol.HTTP_JSON, "/in", false, List.of("X-Team"), new Tls(null, null, null)),
                true,
                false);
        targets.add(target, KEY);

        var others = new Targets(home);
        assertThat(others.list()).containsExactly(target);
        assertThat(others.endpoint(target).headers())
                .extracting(Header::value)
                .containsExactly("write-token-1", "blue-secret");
        assertThat(Files.readString(home.targetsFile())).doesNotContain("write-token-1", "blue-secret");
        assertThat(OwnerOnly.holds(home.targetsFile())).isTrue();
        assertThat(List.of(KEY, target, others.endpoint(target)).toString())
                .doesNotContain("write-token-1", "blue-secret");

        targets.pause("prod.eu-1");
        assertThat(others.named("prod.eu-1").paused()).isTrue();
        targets.resume("prod.eu-1");
        assertThat(others.named("prod.eu-1")).isEqualTo(target);

        targets.remove("prod.eu-1");
        assertThat(others.list()).isEmpty();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain("write-token-1", "blue-secret");
            }
        }
    }

    @Test
    void what_cannot_be_is_refused_in_one_line_and_leaves_nothing() {
        var local = Target.of("local", Preset.PHOENIX, Map.of());
        targets.add(local, TargetSecrets.NONE);
        assertThatThrownBy(() -> targets.add(local, TargetSecrets.NONE))
                .hasMessageStartingWith("There is a target local already.");
        assertThatThrownBy(() -> targets.add(Target.of("l", Preset.LOGFIRE, Map.of()), TargetSecrets.NONE))
                .hasMessageStartingWith("Logfire needs the key");
        assertThatThrownBy(() -> targets.add(filtered("status:"), TargetSecrets.NONE))
                .hasMessageStartingWith("The filter of the target f is none: ");
        assertThatThrownBy(() -> Target.of("a b", Preset.PHOENIX, Map.of()))
                .isInstanceOf(BadTarget.class)
                .hasMessageContaining("letters, digits");
        assertThatThrownBy(() -> targets.remove("phoenix"))
                .hasMessage("There is no target \"phoenix\". There are: local.");
        assertThat(targets.list()).containsExactly(local);
    }

    private static Target filtered(String filter) {
        return new Target(
                "f", Preset.PHOENIX, Map.of(), filter, 1, Redacting.NONE, null, Transport.USUAL, false, false);
    }

    @Test
    void programs_that_add_at_the_same_time_lose_nothing() throws InterruptedException {
        var threads = new ArrayList<Thread>();
        for (var i = 0; i < 8; i++) {
            var name = "t" + i;
            // Each as a program of its own would: with nothing remembered from before.
            threads.add(Thread.ofPlatform()
                    .start(() -> new Targets(home)
                            .add(
                                    Target.of(name, Preset.LOGFIRE, Map.of()),
                                    new TargetSecrets(Map.of("key", "k" + name)))));
        }
        for (var thread : threads) {
            thread.join();
        }
        assertThat(targets.list())
                .hasSize(8)
                .allSatisfy(target -> assertThat(targets.endpoint(target).headers())
                        .extracting(Header::value)
                        .containsExactly("k" + target.name()));
    }

    @Test
    void a_share_of_the_traces_is_the_same_everywhere_and_grows_by_adding() {
        var tenth = sampled(0.1);
        var half = sampled(0.5);
        assertThat(half).containsAll(tenth);
        assertThat(tenth.size()).isBetween(800, 1_200);
        assertThat(half.size()).isBetween(4_700, 5_300);
        assertThat(sampled(1)).hasSize(10_000);
        assertThat(sampled(0.1)).isEqualTo(tenth);
        assertThatThrownBy(() -> share(0)).isInstanceOf(BadTarget.class);
        assertThatThrownBy(() -> share(Double.NaN)).isInstanceOf(BadTarget.class);
    }

    private static Set<String> sampled(double share) {
        var random = new Random(7);
        var target = share(share);
        var sampled = new HashSet<String>();
        for (var i = 0; i < 10_000; i++) {
            var id = "%016x%016x".formatted(random.nextLong(), random.nextLong());
            if (target.samples(id)) {
                sampled.add(id);
            }
        }
        return sampled;
    }

    private static Target share(double share) {
        return new Target(
                "s", Preset.PHOENIX, Map.of(), "", share, Redacting.NONE, null, Transport.USUAL, false, false);
    }
}
