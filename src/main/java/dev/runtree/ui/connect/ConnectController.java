package dev.runtree.ui.connect;

import dev.runtree.settings.ConnectionProfile;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.PasswordFrom;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.SettingsException;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Job;
import dev.runtree.ui.background.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import org.jspecify.annotations.Nullable;

/** The panel in which a database is chosen, and profiles are made, tried and kept. */
public final class ConnectController {
    private static final PseudoClass GOOD = PseudoClass.getPseudoClass("good");
    private static final PseudoClass BAD = PseudoClass.getPseudoClass("bad");

    private final Background background;
    private final Profiles profilesOnDisk;
    private final Consumer<Optional<DatabaseTarget>> done;
    private @Nullable Job job;

    @FXML
    private ListView<ProfileEntry> profiles;

    @FXML
    private Label heading;

    @FXML
    private Label embedded;

    @FXML
    private GridPane form;

    @FXML
    private TextField name;

    @FXML
    private TextField host;

    @FXML
    private TextField port;

    @FXML
    private TextField database;

    @FXML
    private TextField schema;

    @FXML
    private TextField user;

    @FXML
    private PasswordField password;

    @FXML
    private CheckBox keep;

    @FXML
    private ProgressBar progress;

    @FXML
    private Label result;

    @FXML
    private Button test;

    @FXML
    private Button save;

    @FXML
    private Button remove;

    @FXML
    private Button connect;

    /** @param done told of the database to open, or of none when the reader thought better of it */
    @SuppressWarnings("NullAway.Init")
    public ConnectController(Background background, RuntreeHome home, Consumer<Optional<DatabaseTarget>> done) {
        this.background = background;
        this.done = done;
        profilesOnDisk = new Profiles(home);
    }

    @FXML
    void initialize() {
        embedded.managedProperty().bind(embedded.visibleProperty());
        form.managedProperty().bind(form.visibleProperty());
        form.visibleProperty().bind(embedded.visibleProperty().not());
        profiles.setCellFactory(list -> new ProfileCell());
        profiles.getSelectionModel().selectedItemProperty().subscribe(this::show);
        profiles.getItems().setAll(ProfileEntry.EMBEDDED);
        profiles.getSelectionModel().selectFirst();
        work(profilesOnDisk::load, known -> list(known, null));
    }

    private void list(Profiles.Known known, @Nullable String selected) {
        keep.setText(Messages.text("connect.keep", known.place()));
        var entries = new ArrayList<ProfileEntry>(List.of(ProfileEntry.EMBEDDED));
        known.profiles().forEach(profile -> entries.add(new ProfileEntry(profile)));
        profiles.getItems().setAll(entries);
        if (known.profiles().isEmpty()) {
            create();
            return;
        }
        profiles.getSelectionModel().selectFirst();
        entries.stream()
                .filter(entry -> entry.name().equals(selected))
                .findFirst()
                .ifPresent(profiles.getSelectionModel()::select);
    }

    private void show(@Nullable ProfileEntry entry) {
        if (entry == null) {
            return;
        }
        var profile = entry.profile();
        embedded.setVisible(profile == null);
        heading.setText(profile == null ? Messages.text("connect.embedded") : profile.name());
        say("", null);
        if (profile != null) {
            fill(profile);
        }
        remove.setVisible(profile != null);
        save.setVisible(profile != null);
    }

    private void fill(ConnectionProfile profile) {
        name.setText(profile.name());
        host.setText(profile.host());
        port.setText(Integer.toString(profile.port()));
        database.setText(profile.database());
        schema.setText(profile.schema() == null ? "" : profile.schema());
        user.setText(profile.user() == null ? "" : profile.user());
        password.clear();
        keep.setSelected(profile.passwordFrom() == PasswordFrom.SAVED);
    }

    /** An empty form, for a profile that is not saved yet. */
    @FXML
    public void create() {
        profiles.getSelectionModel().clearSelection();
        embedded.setVisible(false);
        heading.setText(Messages.text("connect.new"));
        for (var field : List.of(name, database, schema, user, password)) {
            field.clear();
        }
        host.setText("localhost");
        port.setText(Integer.toString(ConnectionProfile.DEFAULT_PORT));
        keep.setSelected(true);
        remove.setVisible(false);
        save.setVisible(true);
        say("", null);
        name.requestFocus();
    }

    /** What the form says; a sentence is shown instead where it cannot be. */
    private Optional<ConnectionProfile> profile() {
        try {
            int number = port.getText().isBlank()
                    ? ConnectionProfile.DEFAULT_PORT
                    : Integer.parseInt(port.getText().strip());
            String called = name.getText().isBlank()
                    ? host.getText().strip() + "/" + database.getText().strip()
                    : name.getText().strip();
            return Optional.of(new ConnectionProfile(
                    called,
                    host.getText().strip(),
                    number,
                    database.getText().strip(),
                    orNull(schema.getText()),
                    orNull(user.getText()),
                    keep.isSelected() ? PasswordFrom.SAVED : PasswordFrom.ENVIRONMENT));
        } catch (NumberFormatException e) {
            say(Messages.text("connect.port.bad", port.getText()), BAD);
        } catch (SettingsException e) {
            say(String.valueOf(e.getMessage()), BAD);
        }
        return Optional.empty();
    }

    private static @Nullable String orNull(String text) {
        return text.isBlank() ? null : text.strip();
    }

    private void withTarget(Consumer<Work<DatabaseTarget>> use) {
        String typed = password.getText();
        if (embedded.isVisible()) {
            use.accept(DatabaseTarget.Embedded::new);
        } else {
            profile().ifPresent(profile -> use.accept(() -> profilesOnDisk.target(profile, typed)));
        }
    }

    @FXML
    private void test() {
        withTarget(target -> work(
                () -> profilesOnDisk.test(target.fetch()), check -> say(check.message(), check.works() ? GOOD : BAD)));
    }

    @FXML
    private void save() {
        String typed = password.getText();
        profile()
                .ifPresent(profile -> work(() -> profilesOnDisk.save(profile, typed), known -> {
                    list(known, profile.name());
                    say(Messages.text("connect.saved", profile.name()), GOOD);
                }));
    }

    @FXML
    private void remove() {
        String called = heading.getText();
        work(() -> profilesOnDisk.remove(called), known -> list(known, null));
    }

    /** Opens it; a profile that was changed or is new is used as the form has it, and saved only by Save. */
    @FXML
    private void connect() {
        var profile = embedded.isVisible() ? Optional.<ConnectionProfile>empty() : profile();
        withTarget(target -> work(
                () -> {
                    var chosen = target.fetch();
                    profilesOnDisk.opened(profile.orElse(null));
                    return chosen;
                },
                chosen -> done.accept(Optional.of(chosen))));
    }

    @FXML
    private void cancel() {
        if (job != null) {
            job.cancel();
        }
        done.accept(Optional.empty());
    }

    private <T> void work(Work<T> work, Consumer<T> then) {
        say("", null);
        busy(true);
        job = background.call(
                work,
                value -> {
                    busy(false);
                    then.accept(value);
                },
                failure -> {
                    busy(false);
                    say(String.valueOf(failure.getMessage()), BAD);
                });
    }

    private void busy(boolean busy) {
        progress.setVisible(busy);
        for (var button : List.of(test, save, remove, connect)) {
            button.setDisable(busy);
        }
    }

    private void say(String text, @Nullable PseudoClass kind) {
        result.setText(text);
        result.pseudoClassStateChanged(GOOD, GOOD.equals(kind));
        result.pseudoClassStateChanged(BAD, BAD.equals(kind));
    }
}
