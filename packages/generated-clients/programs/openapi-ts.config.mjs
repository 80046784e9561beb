export default {
  output: { path: "heyApi", importFileExtension: ".js" },
  plugins: ["@hey-api/client-fetch"]
}
