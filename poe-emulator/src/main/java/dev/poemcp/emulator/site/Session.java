package dev.poemcp.emulator.site;

import dev.poemcp.emulator.control.Account;
import dev.poemcp.emulator.world.Identities;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one session there is: its cookies, and the formkey that its page yields. */
public final class Session {
    private static final int SEED_LENGTH = 64;
    private static final int KEY_LENGTH = 32;

    private final Identities ids;
    private final List<Integer> positions;
    private final String pB;
    private final String pLat;
    private final Set<String> otherBrowsers = new HashSet<>();
    private String seed;
    private boolean alive = true;
    private boolean decoys;
    private int formkeyRefusalStatus = 400;

    public Session(Identities ids, List<Integer> formkeyPositions) {
        this.ids = ids;
        this.positions = formkeyPositions;
        this.pB = ids.code(22) + "%3D%3D";
        this.pLat = ids.code(40) + "%3D%3D";
        this.seed = ids.hex(SEED_LENGTH);
    }

    /** What a client must present now. */
    public synchronized Account account() {
        return new Account(pB, pLat, formkeyOf(seed, positions).substring(0, KEY_LENGTH));
    }

    /** Signs in once more; the cookies of both are taken. */
    public synchronized Account anotherBrowser() {
        var own = account();
        var cookie = ids.code(22) + "%3D%3D";
        otherBrowsers.add(cookie);
        return new Account(cookie, own.pLat(), own.formkey());
    }

    /** Whether it is the value of that cookie in any of the account's browsers. */
    synchronized boolean knows(String cookie, @Nullable String value) {
        return cookie.equals("p-b") ? pB.equals(value) || otherBrowsers.contains(value) : pLat.equals(value);
    }

    public synchronized boolean alive() {
        return alive;
    }

    public synchronized void end() {
        alive = false;
    }

    public synchronized void rotateFormkey() {
        seed = ids.hex(SEED_LENGTH);
    }

    /** What status a post with another formkey or signature gets from now on. */
    public synchronized void refuseFormkeyWith(int status) {
        formkeyRefusalStatus = status;
    }

    /** The answer to a post with another formkey or signature; only a 400 has the site's own JSON. */
    synchronized Answer formkeyRefusal() {
        return formkeyRefusalStatus == 400 ? Answer.badRequest() : Answer.plain(formkeyRefusalStatus);
    }

    /** From now on the page's seed yields a key of the right form that the site does not take. */
    public synchronized void yieldDecoys() {
        decoys = true;
    }

    /** The 64 hexadecimal digits that stand in the page. */
    synchronized String pageSeed() {
        return decoys ? ids.hex(SEED_LENGTH) : seed;
    }

    /** The page's own 34 characters, of which the site uses the first 32. */
    static String formkeyOf(String seed, List<Integer> positions) {
        var key = new StringBuilder();
        positions.forEach(position -> key.append(seed.charAt(position)));
        return key.toString();
    }
}
