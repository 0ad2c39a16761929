package dev.runtree.cli;

/** For commands that run where no screen may be used. */
final class NoScreens implements Screens {

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
