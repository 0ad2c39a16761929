package dev.runtree.cli;

import java.util.List;

/** For commands that run where no screen may be used. */
final class NoScreens implements Screens {

    @Override
    public List<String> views() {
        return List.of();
    }

    @Override
    public boolean hasDisplay() {
        return false;
    }

    @Override
    public void open(Window window) {
        throw new Failure("There is no screen here.");
    }

    @Override
    public void render(Picture picture) {
        throw new Failure("There is no screen here.");
    }
}
