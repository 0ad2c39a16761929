package dev.runtree.ui.check;

import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The files and folders whose cases are shown: each can be taken out, and others can be added. */
final class PlacesBar extends FlowPane {
    private static final double WIDEST = 320;

    private final Consumer<List<Path>> added;
    private final Consumer<Path> removed;

    PlacesBar(Consumer<List<Path>> added, Consumer<Path> removed) {
        this.added = added;
        this.removed = removed;
        getStyleClass().add("check-places");
    }

    void show(List<Path> places) {
        getChildren().setAll(places.stream().map(this::chip).toList());
        getChildren().addAll(folder(), files());
    }

    private HBox chip(Path place) {
        var name = new Label(place.toString());
        name.setMaxWidth(WIDEST);
        name.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        name.setTooltip(new Tooltip(place.toString()));
        var cross = new Button("", Icons.icon(BootstrapIcons.X));
        cross.getStyleClass().add("chip-cross");
        cross.setAccessibleText(Messages.text("checks.place.remove", place));
        cross.setTooltip(new Tooltip(Messages.text("checks.place.remove", place)));
        cross.setOnAction(event -> removed.accept(place));
        var chip = new HBox(name, cross);
        chip.getStyleClass().add("chip");
        return chip;
    }

    Button folder() {
        return button("checks.add.folder", this::chooseFolder);
    }

    Button files() {
        return button("checks.add.files", this::chooseFiles);
    }

    private static Button button(String key, Runnable does) {
        var button = new Button(Messages.text(key), Icons.icon(BootstrapIcons.PLUS));
        button.getStyleClass().add("small");
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(event -> does.run());
        return button;
    }

    void chooseFolder() {
        var chooser = new DirectoryChooser();
        chooser.setTitle(Messages.text("checks.add.folder"));
        var chosen = chooser.showDialog(window());
        if (chosen != null) {
            added.accept(List.of(chosen.toPath()));
        }
    }

    void chooseFiles() {
        var chooser = new FileChooser();
        chooser.setTitle(Messages.text("checks.add.files"));
        chooser.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter(Messages.text("checks.files"), "*.yaml", "*.yml"));
        var chosen = chooser.showOpenMultipleDialog(window());
        if (chosen != null) {
            added.accept(chosen.stream().map(File::toPath).toList());
        }
    }

    private Window window() {
        return getScene().getWindow();
    }
}
