package dev.poemcp.emulator.world;

/** A user of Poe other than the viewer. */
public final class User {
    private final long uid;
    private final String handle;
    private final String fullName;
    private long followers;
    private boolean followed;

    User(long uid, String handle, String fullName, long followers) {
        this.uid = uid;
        this.handle = handle;
        this.fullName = fullName;
        this.followers = followers;
    }

    public long uid() {
        return uid;
    }

    public String handle() {
        return handle;
    }

    public String fullName() {
        return fullName;
    }

    public long followers() {
        return followers;
    }

    public boolean followed() {
        return followed;
    }

    /** Follows or unfollows; idempotent. */
    public void follow(boolean should) {
        if (should != followed) {
            followers += should ? 1 : -1;
            followed = should;
        }
    }
}
