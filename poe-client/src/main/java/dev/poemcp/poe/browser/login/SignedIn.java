package dev.poemcp.poe.browser.login;

import dev.poemcp.poe.site.config.AccountCredentials;
import dev.poemcp.poe.site.negotiation.LearnedSite;

/** What a sign-in in the browser has shown. */
public record SignedIn(AccountCredentials account, LearnedSite site) {}
