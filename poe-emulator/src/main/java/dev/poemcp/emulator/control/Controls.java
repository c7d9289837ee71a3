package dev.poemcp.emulator.control;

/** Everything by which a test changes how the site behaves, in one piece for the site. */
public record Controls(Faults faults, PersistedQueries queries, SiteBehavior behavior, RequestLog requests) {
    public static Controls create() {
        return new Controls(new Faults(), new PersistedQueries(), new SiteBehavior(), new RequestLog());
    }
}
