package dev.stillframe.modeltests.pictures;

import dev.stillframe.evidence.Need;
import dev.stillframe.evidence.Programs;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real browser without a window, of a size, and without any network. */
final class Browser implements AutoCloseable {
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final List<String> OPTIONS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--host-resolver-rules=MAP * ~NOTFOUND");

  private final ChromeDriver driver;

  /** Starts one with a profile of its own. */
  Browser(Path profile) {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser().orElseThrow());
    options.addArguments(OPTIONS);
    options.addArguments("--user-data-dir=" + profile);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(Need.CHROMEDRIVER.find().get().toFile())
            .build();
    driver = new ChromeDriver(service, options);
  }

  /** What is missing, for people; empty if nothing is. */
  static String missing() {
    if (browser().isEmpty()) {
      return Need.CHROMIUM.missing();
    }
    return Need.CHROMEDRIVER.find().isPresent() ? "" : Need.CHROMEDRIVER.missing();
  }

  private static Optional<File> browser() {
    return BROWSERS.stream()
        .flatMap(name -> Programs.find(name).stream())
        .map(Path::toFile)
        .findFirst();
  }

  ChromeDriver driver() {
    return driver;
  }

  /** Opens a page anew, at a place in it. */
  void open(Path page, String hash) {
    driver.get("about:blank");
    driver.get(page.toUri() + hash);
  }

  /**
   * Goes to another place in the page that is open, as somebody does who types the address, and
   * waits until the page has seen it. Scripts may change an address 200 times in 10 s only.
   */
  void follow(Path page, String hash) {
    script(
        "window.seen = new Promise(keep => addEventListener('hashchange', () => keep(true), {once:"
            + " true}))");
    driver.get(page.toUri() + hash);
    script("return window.seen");
  }

  /** Runs a script in the page and returns what it returns. */
  Object script(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** The text of an element. */
  String text(String id) {
    return (String) script("return document.getElementById(arguments[0]).textContent", id);
  }

  /** The size of the view, in CSS pixels. */
  void resize(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  /**
   * Whether the reader prefers a dark page; nothing glides, so that a click meets what it aims at.
   */
  void dark(boolean isDark) {
    List<Map<String, String>> features =
        List.of(
            Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light"),
            Map.of("name", "prefers-reduced-motion", "value", "reduce"));
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", features));
  }

  /** What the console said since it was asked last. */
  List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(Object::toString)
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
