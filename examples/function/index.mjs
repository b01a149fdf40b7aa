/** The function of every example: it logs what came and answers with it. */
export const handler = async (event) => {
  const bodies = (event.Records ?? []).map((record) => record.body);
  console.log('got', JSON.stringify(bodies.length > 0 ? bodies : event));
  return { got: event };
};
