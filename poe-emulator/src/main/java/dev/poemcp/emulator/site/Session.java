package dev.poemcp.emulator.site;

import dev.poemcp.emulator.control.Account;
import dev.poemcp.emulator.world.IdGenerator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The only session: its cookies, and the formkey that its page yields. */
public final class Session {
    private static final int SEED_LENGTH = 64;
    private static final int KEY_LENGTH = 32;

    private final IdGenerator ids;
    private final List<Integer> positions;
    private final String pB;
    private final String pLat;
    private final Set<String> otherBrowsers = new HashSet<>();
    private String seed;
    private boolean alive = true;
    private boolean decoys;
    private int formkeyRefusalStatus = 400;

    public Session(IdGenerator ids, List<Integer> formkeyPositions) {
        this.ids = ids;
        this.positions = formkeyPositions;
        this.pB = ids.code(22) + "%3D%3D";
        this.pLat = ids.code(40) + "%3D%3D";
        this.seed = ids.hex(SEED_LENGTH);
    }

    /** The credentials that a client must present now. */
    public synchronized Account account() {
        return new Account(pB, pLat, formkeyOf(seed, positions).substring(0, KEY_LENGTH));
    }

    /** Signs in again; the cookies of both browsers are accepted. */
    public synchronized Account anotherBrowser() {
        var account = account();
        var cookie = ids.code(22) + "%3D%3D";
        otherBrowsers.add(cookie);
        return new Account(cookie, account.pLat(), account.formkey());
    }

    /** Whether this is the value of the cookie in any of the account's browsers. */
    synchronized boolean acceptsCookie(String cookie, @Nullable String value) {
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

    /** Sets the status of a post with a wrong formkey or signature. */
    public synchronized void refuseFormkeyWith(int status) {
        formkeyRefusalStatus = status;
    }

    /** The response to a post with a wrong formkey or signature; only a 400 has the site's JSON. */
    synchronized SiteResponse formkeyRefusal() {
        return formkeyRefusalStatus == 400 ? SiteResponse.badRequest() : SiteResponse.plain(formkeyRefusalStatus);
    }

    /** Whether the page's seed yields a well-formed key that the site does not accept; initially false. */
    public synchronized void yieldDecoys(boolean value) {
        decoys = value;
    }

    /** The 64 hexadecimal digits in the page. */
    synchronized String pageSeed() {
        return decoys ? ids.hex(SEED_LENGTH) : seed;
    }

    /** The page's 34 characters, of which the site uses the first 32. */
    static String formkeyOf(String seed, List<Integer> positions) {
        var key = new StringBuilder();
        positions.forEach(position -> key.append(seed.charAt(position)));
        return key.toString();
    }
}
