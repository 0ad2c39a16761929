package dev.runtree;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.application.Platform;
import org.junit.jupiter.api.Test;

/** Holds the house together: which way the arrows between packages point, and who may use which library. */
@AnalyzeClasses(packages = "dev.runtree", importOptions = ArchitectureTest.OnlyTheProgram.class)
class ArchitectureTest {
    private static final int LONGEST_FILE = 400;

    static final class OnlyTheProgram implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/") && !location.contains("/test/");
        }
    }

    @ArchTest
    static final ArchRule arrows_point_down = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.runtree..")
            .withOptionalLayers(true)
            .layer("root")
            .definedBy("dev.runtree")
            .layer("ui")
            .definedBy("dev.runtree.ui..")
            .layer("cli")
            .definedBy("dev.runtree.cli..")
            .layer("doors")
            .definedBy("dev.runtree.receive..", "dev.runtree.export..", "dev.runtree.replay..", "dev.runtree.alert..")
            .layer("check")
            .definedBy("dev.runtree.check..")
            .layer("agent")
            .definedBy("dev.runtree.agent..")
            .layer("store")
            .definedBy("dev.runtree.store..")
            .layer("otlp")
            .definedBy("dev.runtree.otlp..")
            .layer("query")
            .definedBy("dev.runtree.query..")
            .layer("redact")
            .definedBy("dev.runtree.redact..")
            .layer("pricing")
            .definedBy("dev.runtree.pricing..")
            .layer("settings")
            .definedBy("dev.runtree.settings..")
            .layer("yaml")
            .definedBy("dev.runtree.yaml..")
            .layer("json")
            .definedBy("dev.runtree.json..")
            .layer("provenance")
            .definedBy("dev.runtree.provenance..")
            .layer("compare")
            .definedBy("dev.runtree.compare..")
            .layer("model")
            .definedBy("dev.runtree.model..")
            .whereLayer("root")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("ui")
            .mayOnlyBeAccessedByLayers("root")
            .whereLayer("cli")
            .mayOnlyBeAccessedByLayers("root")
            .whereLayer("check")
            .mayOnlyBeAccessedByLayers("root", "ui", "cli")
            .whereLayer("doors")
            .mayOnlyBeAccessedByLayers("root", "ui", "cli", "check")
            .whereLayer("agent")
            .mayOnlyBeAccessedByLayers("root", "ui", "cli", "check", "doors")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("root", "ui", "cli", "check", "doors", "agent")
            .whereLayer("otlp")
            .mayOnlyBeAccessedByLayers("root", "ui", "cli", "check", "doors", "agent")
            .whereLayer("query")
            .mayOnlyBeAccessedByLayers("root", "ui", "cli", "doors", "agent", "store")
            .whereLayer("redact")
            .mayOnlyBeAccessedByLayers("root", "ui", "cli", "check", "doors", "agent")
            .whereLayer("pricing")
            .mayOnlyBeAccessedByLayers("root", "ui", "cli", "check", "doors", "agent", "otlp")
            .whereLayer("settings")
            .mayOnlyBeAccessedByLayers("root", "ui", "cli", "doors", "agent", "store")
            .whereLayer("provenance")
            .mayOnlyBeAccessedByLayers("root", "ui", "cli")
            .whereLayer("compare")
            .mayOnlyBeAccessedByLayers("root", "ui", "cli", "doors")
            .whereLayer("yaml")
            .mayOnlyBeAccessedByLayers("root", "cli", "check", "doors", "agent", "pricing")
            .whereLayer("json")
            .mayOnlyBeAccessedByLayers("root", "ui", "cli", "check")
            .whereLayer("model")
            .mayOnlyBeAccessedByLayers(
                    "root",
                    "ui",
                    "cli",
                    "check",
                    "doors",
                    "agent",
                    "store",
                    "otlp",
                    "query",
                    "pricing",
                    "settings",
                    "provenance",
                    "compare")
            .because("a layer that knows only what lies beneath it can be read, tested and replaced by itself");

    @ArchTest
    static final ArchRule no_cycles = slices().matching("dev.runtree.(**)")
            .should()
            .beFreeOfCycles()
            .because("packages that need each other are one package in two places");

    @ArchTest
    static final ArchRule javafx_stays_in_the_window = noClasses()
            .that()
            .resideOutsideOfPackages("dev.runtree", "dev.runtree.ui..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx..", "jfx..", "atlantafx..", "org.controlsfx..", "org.kordamp..")
            .because("commands and the embedded runtime must start fast and run without a screen");

    @ArchTest
    static final ArchRule sql_stays_in_the_store = noClasses()
            .that()
            .resideOutsideOfPackage("dev.runtree.store..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.jooq..")
                    .or(resideInAPackage("java.sql.."))
                    .or(resideInAPackage("javax.sql.."))
                    .or(resideInAPackage("org.postgresql..")))
            .because("one package knows the schema, binds every value and turns database failures into clear words");

    @ArchTest
    static final ArchRule protobuf_stays_in_otlp = noClasses()
            .that()
            .resideOutsideOfPackage("dev.runtree.otlp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.opentelemetry.proto..", "com.google.protobuf..")
            .because("bodies are decoded once, in one place");

    @ArchTest
    static final ArchRule the_server_stays_in_the_endpoint = noClasses()
            .that()
            .resideOutsideOfPackages("dev.runtree.receive.endpoint..", "dev.runtree.export.send..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.linecorp.armeria..", "io.netty..")
            .because("what neither receives nor sends must not load a server");

    @ArchTest
    static final ArchRule picocli_stays_on_the_command_line = noClasses()
            .that()
            .resideOutsideOfPackage("dev.runtree.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..")
            .because("arguments are read in one place");

    @ArchTest
    static final ArchRule the_model_does_no_io = noClasses()
            .that()
            .resideInAPackage("dev.runtree.model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.nio.file..", "java.net..", "org.slf4j..")
            .because("what is traced is plain data, usable everywhere");

    @ArchTest
    static final ArchRule only_the_command_line_prints = noClasses()
            .that()
            .resideOutsideOfPackage("dev.runtree.cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("standard output is the commands' result, standard error their one clear line");

    @ArchTest
    static final ArchRule the_window_starts_work_in_one_place = noClasses()
            .that(resideInAPackage("dev.runtree.ui..").and(not(resideInAPackage("dev.runtree.ui.background.."))))
            .should()
            .callConstructor(Thread.class)
            .orShould()
            .callConstructor(Thread.class, Runnable.class)
            .orShould()
            .callConstructor(Thread.class, Runnable.class, String.class)
            .orShould()
            .callMethod(Platform.class, "runLater", Runnable.class)
            .because("background work goes through ui.background, where it can be cancelled and its failures are shown")
            .allowEmptyShould(true);

    @Test
    void noFileIsLongerThanAReaderCanKeepInMind() throws IOException {
        var tooLong = new ArrayList<String>();
        for (Path file : sources()) {
            long lines = Files.readString(file).lines().count();
            if (lines > LONGEST_FILE) {
                tooLong.add(file + ": " + lines + " lines");
            }
        }
        assertThat(tooLong)
                .as("files over %d lines hide a second class", LONGEST_FILE)
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsForAndWhereNullMayBe() throws IOException {
        var silent = new ArrayList<String>();
        for (Path file : sources()) {
            Path info = file.resolveSibling("package-info.java");
            String text = Files.exists(info) ? Files.readString(info) : "";
            if (!text.contains("/**") || !text.contains("@NullMarked")) {
                silent.add(String.valueOf(file.getParent()));
            }
        }
        assertThat(silent.stream().distinct()).isEmpty();
    }

    @Test
    void namesSayWhatAThingIs() throws IOException {
        List<String> empty = sources().stream()
                .map(file -> String.valueOf(file.getFileName()))
                .filter(name -> name.matches("(Abstract|Base).*|.*(Impl|Utils?|Helper|Manager|Service|Dto)\\.java"))
                .toList();
        assertThat(empty).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
