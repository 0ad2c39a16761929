package dev.runtree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.ApprovalStatus;
import dev.runtree.settings.AgentFiles;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.ApprovalFilter;
import dev.runtree.store.ApprovalQueue;
import dev.runtree.testing.Journey;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.prose.Passage;
import dev.runtree.ui.shell.Inlets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** Talking with agents by the keys alone: at the real window. */
@Tag("robot")
class AgentsJourneysTest {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @RegisterExtension
    final Journey journey = new Journey();

    private final FxRobot robot = journey.robot();

    @TempDir
    Path folder;

    @BeforeAll
    static void needsDisplay() throws TimeoutException {
        Journey.needsDisplay();
    }

    @Test
    void an_agent_is_chosen_asked_approved_and_its_steps_are_looked_at_without_a_mouse() throws IOException {
        open();
        robot.press(KeyCode.CONTROL, KeyCode.ALT).push(KeyCode.DIGIT3).release(KeyCode.ALT, KeyCode.CONTROL);
        journey.until("the files", () -> journey.says(".session-name", "Sums").isPresent());
        robot.push(KeyCode.CONTROL, KeyCode.I);
        journey.until("where to write", () -> journey.focused(".composer-text").isPresent());
        robot.write("How much is it?").push(KeyCode.ENTER);
        journey.until(
                "the approval", () -> journey.seen(".approval-card:pending").isPresent());
        robot.push(KeyCode.CONTROL, KeyCode.J);
        journey.until("the focus on it", () -> isWithin(".approval-card"));
        robot.push(KeyCode.CONTROL, KeyCode.ENTER);
        journey.until("the answer", () -> isSaid("It is 42."));
        assertThat(new ApprovalQueue(db.database())
                        .list(ApprovalFilter.HISTORY, 10, null)
                        .fetch()
                        .approvals())
                .singleElement()
                .satisfies(each -> assertThat(each.status()).isEqualTo(ApprovalStatus.APPROVED));

        robot.push(KeyCode.ALT, KeyCode.UP);
        journey.until("the focus on the turn", () -> isWithin(".turn"));
        toButton("call-fold");
        robot.push(KeyCode.SPACE);
        journey.until(
                "what it was called with", () -> journey.seen(".fold-body").isPresent());
        toButton("fold-jump");
        robot.push(KeyCode.SPACE);
        journey.until(
                "its step", () -> journey.says(".run-side .label", "calculator").isPresent());

        robot.push(KeyCode.CONTROL, KeyCode.I);
        robot.write("Count slowly").push(KeyCode.ENTER);
        journey.until("the first words", () -> isSaid("one two"));
        robot.push(KeyCode.ESCAPE);
        journey.until(
                "its end",
                () -> journey.says(".unsaid", text -> text.startsWith("Stopped"))
                        .isPresent());
    }

    private void open() throws IOException {
        Files.writeString(folder.resolve("sums.script.yaml"), """
            answers:
              - when: {user: slowly}
                text: "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
                pace: 500ms
              - when: {step: 1}
                call: [{tool: calculator, arguments: {expression: "6 * 7"}}]
              - text: "It is 42."
            """);
        var file = Files.writeString(folder.resolve("sums.yaml"), """
            name: Sums
            model: scripted:sums.script.yaml
            tools: [calculator]
            confirm: [calculator]
            """);
        var home = new RuntreeHome(folder.resolve("home"));
        new Preferences(home).choice(AgentFiles.CHOICE, AgentFiles.told(List.of(file)));
        journey.open(db.target(), home, each -> Inlets.NONE);
        journey.quiet();
    }

    /** Tab, until a button of a kind has the focus. */
    private void toButton(String styleClass) {
        for (var tabs = 0; tabs < 20 && !isAt(styleClass); tabs++) {
            robot.push(KeyCode.TAB);
        }
        assertThat(isAt(styleClass)).as("Tab leads to a %s", styleClass).isTrue();
    }

    private boolean isAt(String styleClass) {
        return journey.onFx(() -> journey.scene().getFocusOwner() instanceof Button button
                && button.getStyleClass().contains(styleClass));
    }

    private boolean isWithin(String selector) {
        for (var at = journey.scene().getFocusOwner(); at != null; at = at.getParent()) {
            if (journey.scene().getRoot().lookupAll(selector).contains(at)) {
                return true;
            }
        }
        return false;
    }

    private boolean isSaid(String words) {
        return robot.lookup(node ->
                        node instanceof Passage passage && passage.text().contains(words))
                .tryQuery()
                .isPresent();
    }
}
